using System.Globalization;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The reply to EHLO (RFC 5321 §4.1.1.1), read by the client and written by the server: who speaks, and what it offers.
/// </summary>
/// <remarks><code>
///   250-mail.example greets you     domain, and words that mean nothing
///   250-SIZE 52428800               keyword and parameters, in any case of letters
///   250 AUTH PLAIN SCRAM-SHA-256
/// </code></remarks>
public sealed record EhloReply
{
    /// <summary>What a peer offers that only took HELO.</summary>
    public static EhloReply HeloOnly(string domain) => new() { Domain = domain };

    /// <summary>The name in the first line; a peer's claim.</summary>
    public required string Domain { get; init; }

    /// <summary>What is offered.</summary>
    public SmtpExtensions Extensions { get; init; }

    /// <summary>The largest message in octets; null where SIZE names none, or 0 (RFC 1870 §4).</summary>
    public long? SizeLimit { get; init; }

    /// <summary>The mechanisms of AUTH, upper case.</summary>
    public IReadOnlyList<string> AuthMechanisms { get; init; } = [];

    /// <summary>LIMITS.</summary>
    public SmtpLimits Limits { get; init; } = new();

    /// <summary>Whether all of <paramref name="extensions"/> are offered.</summary>
    public bool Offers(SmtpExtensions extensions) => (Extensions & extensions) == extensions;

    /// <summary>Reads a peer's reply. What is unknown or malformed is not offered.</summary>
    public static EhloReply Parse(SmtpReply reply)
    {
        var ehlo = new EhloReply { Domain = reply.Lines[0].Split(' ')[0] };
        foreach (var line in reply.Lines.Skip(1))
        {
            // "AUTH=PLAIN LOGIN" is how old servers wrote it.
            var words = line.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) ehlo = ehlo.With(words[0].ToUpperInvariant(), words.AsSpan(1));
        }

        return ehlo;
    }

    /// <summary>Our own list, in the order of <see cref="SmtpExtensions"/>.</summary>
    public SmtpReply ToReply()
    {
        var lines = new List<string> { Domain };
        foreach (var extension in Enum.GetValues<SmtpExtensions>())
        {
            if (extension is not SmtpExtensions.None && Offers(extension)) lines.Add(LineOf(extension));
        }

        return new SmtpReply(250, null, lines);
    }

    private static SmtpExtensions ExtensionOf(string keyword) => keyword switch
    {
        "PIPELINING" => SmtpExtensions.Pipelining,
        "SIZE" => SmtpExtensions.Size,
        "8BITMIME" => SmtpExtensions.EightBitMime,
        "SMTPUTF8" => SmtpExtensions.SmtpUtf8,
        "DSN" => SmtpExtensions.Dsn,
        "ENHANCEDSTATUSCODES" => SmtpExtensions.EnhancedStatusCodes,
        "CHUNKING" => SmtpExtensions.Chunking,
        "STARTTLS" => SmtpExtensions.StartTls,
        "AUTH" => SmtpExtensions.Auth,
        "REQUIRETLS" => SmtpExtensions.RequireTls,
        "LIMITS" => SmtpExtensions.Limits,
        _ => SmtpExtensions.None,
    };

    private EhloReply With(string keyword, ReadOnlySpan<string> parameters)
    {
        var extension = ExtensionOf(keyword);
        var known = this with { Extensions = Extensions | extension };
        return extension switch
        {
            SmtpExtensions.Size => known with { SizeLimit = ReadSize(parameters) },
            SmtpExtensions.Auth => known with
            {
                AuthMechanisms = [.. AuthMechanisms.Union(parameters.ToArray().Select(static word => word.ToUpperInvariant()))],
            },
            SmtpExtensions.Limits => known with { Limits = ReadLimits(parameters) },
            _ => known,
        };
    }

    private static long? ReadSize(ReadOnlySpan<string> parameters) =>
        parameters.Length > 0
        && long.TryParse(parameters[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? size : null;

    // RFC 9422 §3: NAME "=" value, up to six digits, the first not 0. The line was cut at "=" already.
    private static SmtpLimits ReadLimits(ReadOnlySpan<string> parameters)
    {
        var limits = new SmtpLimits();
        for (var i = 0; i + 1 < parameters.Length; i += 2)
        {
            if (!int.TryParse(parameters[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)) continue;
            if (value < 1) continue;
            limits = parameters[i].ToUpperInvariant() switch
            {
                "MAILMAX" => limits with { MailMax = value },
                "RCPTMAX" => limits with { RcptMax = value },
                "RCPTDOMAINMAX" => limits with { RcptDomainMax = value },
                _ => limits,
            };
        }

        return limits;
    }

    private string LineOf(SmtpExtensions extension) => extension switch
    {
        SmtpExtensions.Size => SizeLimit is { } limit ? string.Create(CultureInfo.InvariantCulture, $"SIZE {limit}") : "SIZE",
        SmtpExtensions.EightBitMime => "8BITMIME",
        SmtpExtensions.Auth => $"AUTH {string.Join(' ', AuthMechanisms)}",
        SmtpExtensions.Limits => LimitsLine(),
        _ => extension.ToString().ToUpperInvariant(),
    };

    private string LimitsLine()
    {
        var line = "LIMITS";
        if (Limits.MailMax is { } mails) line += string.Create(CultureInfo.InvariantCulture, $" MAILMAX={mails}");
        if (Limits.RcptMax is { } recipients) line += string.Create(CultureInfo.InvariantCulture, $" RCPTMAX={recipients}");
        if (Limits.RcptDomainMax is { } domains) line += string.Create(CultureInfo.InvariantCulture, $" RCPTDOMAINMAX={domains}");
        return line;
    }
}
