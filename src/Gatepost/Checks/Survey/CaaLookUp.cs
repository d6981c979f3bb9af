using Gatepost.Dns;
using Gatepost.Protocols.Caa;

namespace Gatepost.Checks.Survey;

/// <summary>Finds the CAA records that count for a host: those of the closest name upwards that has any (RFC 8659 §3).</summary>
internal static class CaaLookUp
{
    public static async Task<DnsAnswer<CaaRecord>> FindAsync(IResolver resolver, string host, CancellationToken cancellationToken)
    {
        var name = host;
        while (true)
        {
            var answer = await resolver.FindCaaAsync(name, cancellationToken);
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (answer.IsError || answer.Outcome is DnsOutcome.Found || dot < 0) return answer;
            name = name[(dot + 1)..];
        }
    }
}
