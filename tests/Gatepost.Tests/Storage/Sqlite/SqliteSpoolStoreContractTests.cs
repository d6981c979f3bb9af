using Gatepost.Spool;

namespace Gatepost.Tests.Storage.Sqlite;

public sealed class SqliteSpoolStoreContractTests : SpoolStoreContract
{
    private readonly TempFolder _folder = new();

    protected override ISpoolStore Open() => SqliteStores.Spool(_folder.Path, Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
