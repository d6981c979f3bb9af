using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Storage;

/// <summary>
/// What every store of the queue must do, whatever it is built on. A new store inherits these tests by opening itself in
/// <see cref="Open"/>; the parts of this class are one file for each promise.
/// </summary>
public abstract partial class SpoolStoreContract : IAsyncLifetime
{
    /// <summary>Contents over this length lie outside the rows.</summary>
    protected const int InlineLimit = 64 * 1024;

    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private protected JumpingClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    protected ISpoolStore Store { get; private set; } = null!;

    private DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Opens the store on what earlier calls of the same test have left.</summary>
    protected abstract ISpoolStore Open();

    public ValueTask InitializeAsync()
    {
        Store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Open();
    }

    private async Task<QueuedMessage> CommitAsync(string destination, DateTimeOffset? due = null)
    {
        var message = await TestMail.MakeAsync(Store, destination, Now) with { NextAttemptAt = due ?? Now };
        await Store.CommitAsync([message], CancellationToken.None);
        return message;
    }

    private Task<IReadOnlyList<Lease>> LeaseAsync(int max = 100, IReadOnlySet<string>? except = null) =>
        Store.LeaseDueAsync(new("test", Now.AddMinutes(10), max, except ?? None), Now, CancellationToken.None);

    private Task<DateTimeOffset?> NextDueAsync(params string[] except) =>
        Store.NextDueAsync(new("test", Now.AddMinutes(10), 1, except.ToHashSet()), CancellationToken.None);

    private async Task<Lease> LeaseOneAsync() => Assert.Single(await LeaseAsync());

    private Task CompleteAsync(Lease lease, Completion? completion = null) =>
        Store.CompleteAsync(lease, completion ?? new Completion { Remaining = [] }, CancellationToken.None);

    private Completion Deferred(Lease lease, TimeSpan wait) => new()
    {
        Remaining = lease.Message.Envelope.Recipients,
        NextAttemptAt = Now + wait,
        Attempts = lease.Message.Attempts + 1,
        Reason = "450 4.2.1 later",
    };

    private Task<IReadOnlyList<QueuedMessage>> ListAsync(QueueFilter? filter = null) =>
        Store.ListAsync(filter ?? new QueueFilter(), CancellationToken.None);

    private Task<int> ApplyAsync(QueueAction action, QueueFilter? filter = null) =>
        Store.ApplyAsync(filter ?? new QueueFilter(), action, CancellationToken.None);
}
