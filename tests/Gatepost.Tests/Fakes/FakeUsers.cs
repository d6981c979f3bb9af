using Gatepost.Inbound;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Tests.Fakes;

/// <summary>One user: alice, with the password "secret".</summary>
internal sealed class FakeUsers : IUserDirectory
{
    private static readonly ScramVerifier Alice = ScramVerifier.Create("secret", ScramVerifier.MinIterations);

    public ScramVerifier? Find(string name) => name == "alice" ? Alice : null;
}
