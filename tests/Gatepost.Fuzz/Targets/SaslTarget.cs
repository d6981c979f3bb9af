using System.Text;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Fuzz.Targets;

/// <summary>The server's side of SASL: lines of a stranger, in a mechanism that the first octet chooses. Nobody knows a
/// password, so nobody gets in.</summary>
internal sealed class SaslTarget : IFuzzTarget
{
    // As few iterations as are allowed, and names that are known: the fuzzer should not count, but parse.
    private static readonly ScramVerifier Verifier = ScramVerifier.Create("a password that no dice throw", new byte[16],
        ScramVerifier.MinIterations);

    private static readonly SaslUsers Users = new(static _ => Verifier, new byte[16]);

    public string Name => "sasl";

    public IReadOnlyList<string> Words { get; } =
        ["n,,n=user,r=abc", "y,,", "n,a=user,", "c=biws,r=abc", ",p=", "=2C", "=3D", "\0", "\0user\0pass", "\n",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var server = SaslServers.Create(SaslServers.Mechanisms[input[0] % SaslServers.Mechanisms.Count], Users)!;
        var outcome = SaslOutcome.Challenge;
        var steps = 0;
        foreach (var line in Encoding.Latin1.GetString(input.AsSpan(1)).Split('\n').Take(4))
        {
            var decoded = SaslBase64.Decode(Encoding.Latin1.GetBytes(line));
            Must.Hold(decoded is null || decoded.Length <= line.Length, "base 64 that grows");
            var step = server.Next(Encoding.Latin1.GetBytes(line));
            outcome = step.Outcome;
            steps++;
            Must.Hold(outcome is not SaslOutcome.Succeeded, "somebody got in without a password");
            if (outcome is not SaslOutcome.Challenge) break;
            Must.Hold(step.Challenge.Length <= 4096, "a challenge above all measure");
        }

        return Must.Shape(input[0] % SaslServers.Mechanisms.Count, (int)outcome, steps);
    }
}
