using System.Globalization;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.MtaSts;

/// <summary>
/// What a domain asks of those who send to it (RFC 8461 §3.2): which hosts take its mail, that they prove who they are, and for
/// how long that holds.
/// </summary>
/// <param name="Mode">What to do where it is not met.</param>
/// <param name="MaxAge">How long it holds after it was fetched; at most <see cref="LongestAge"/>.</param>
/// <param name="Mx">Host names, and domains behind <c>*.</c>, normalized.</param>
public sealed record StsPolicy(StsMode Mode, TimeSpan MaxAge, IReadOnlyList<string> Mx)
{
    /// <summary>The largest body that is read, in octets (RFC 8461 §3.3 suggests it).</summary>
    public const int MaxSize = 64 * 1024;

    /// <summary>"maximum value of 31557600": a year. More is taken for that.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(31_557_600);

    /// <summary>The policy's lines, as TLS-RPT wants them (RFC 8460 §4.4) and as they are read back.</summary>
    public IReadOnlyList<string> Lines =>
    [
        "version: STSv1",
        $"mode: {Mode.ToString().ToLowerInvariant()}",
        .. Mx.Select(static pattern => $"mx: {pattern}"),
        string.Create(CultureInfo.InvariantCulture, $"max_age: {(long)MaxAge.TotalSeconds}"),
    ];

    /// <summary>The host that serves the policy.</summary>
    public static string HostFor(string policyDomain) => $"mta-sts.{policyDomain}";

    /// <summary>Reads the body of <c>/.well-known/mta-sts.txt</c>.</summary>
    public static StsPolicyReading Read(ReadOnlySpan<byte> body) => new StsPolicyParser().Read(body);

    /// <summary>
    /// Whether a host may take the domain's mail (RFC 8461 §4.1): <c>*.example.com</c> stands for <c>mail.example.com</c>, and
    /// neither for <c>example.com</c> nor for <c>a.b.example.com</c>. Case and a dot at the end do not matter.
    /// </summary>
    public bool Matches(string host)
    {
        var name = DomainName.Normalize(host);
        return Mx.Any(pattern => pattern.StartsWith("*.", StringComparison.Ordinal)
            ? name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
                && name.AsSpan(dot).SequenceEqual(pattern.AsSpan(1))
            : name == pattern);
    }
}
