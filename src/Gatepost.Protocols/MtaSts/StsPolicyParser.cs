using System.Globalization;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.MtaSts;

/// <summary>Reads a policy, line by line.</summary>
/// <remarks><code>
///   version: STSv1          CRLF or LF; none needed at the end
///   mode: enforce           key ":" *WSP value *WSP
///   mx: mail.example.com    one for each host
///   mx: *.example.net
///   max_age: 604800         seconds
/// </code>
/// Keys and values of the standard are as they stand there, in lower case (RFC 8461 §3.2, the %s of its grammar).
/// </remarks>
internal sealed class StsPolicyParser
{
    private const int MaxKey = 32, MaxAgeDigits = 10, MaxFindings = 32;

    private readonly List<StsPolicyFinding> _findings = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _mx = [];
    private StsMode _mode;
    private TimeSpan _maxAge;

    public StsPolicyReading Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > StsPolicy.MaxSize) return new(null, [new(StsPolicyFlaw.TooLarge)]);
        if (body.StartsWith(Encoding.UTF8.Preamble)) return new(null, [new(StsPolicyFlaw.ByteOrderMark, 1)]);
        var number = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? [] : body[(end + 1)..];
            ReadLine(++number, end > 0 && line[^1] is (byte)'\r' ? line[..^1] : line);
        }

        Demand("version", StsPolicyFlaw.NoVersion);
        Demand("mode", StsPolicyFlaw.NoMode);
        Demand("max_age", StsPolicyFlaw.NoMaxAge);
        if (_mode is not StsMode.None) Demand("mx", StsPolicyFlaw.NoMx);
        return new(_findings.Any(static finding => finding.IsFatal) ? null : new(_mode, _maxAge, _mx), _findings);
    }

    private void Demand(string key, StsPolicyFlaw flaw)
    {
        if (!_keys.Contains(key)) _findings.Add(new(flaw));
    }

    private void ReadLine(int number, ReadOnlySpan<byte> octets)
    {
        var isText = StrictUtf8.TryGetString(octets, out var text);
        var line = (isText ? text! : Encoding.UTF8.GetString(octets)).TrimEnd(' ', '\t');
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = line[(colon + 1)..].TrimStart(' ', '\t');
        if (isText && line.Length == 0) Find(StsPolicyFlaw.EmptyLine);
        else if (!isText || colon < 1 || !IsKey(line.AsSpan(0, colon)) || value.Length == 0 || value.Any(char.IsControl))
            Find(StsPolicyFlaw.MalformedLine);
        else if (Take(line[..colon], value) is { } flaw) Find(flaw);

        void Find(StsPolicyFlaw flaw)
        {
            // 64 KiB hold as many empty lines, and what is found is kept. The first fatal one decides, and is never left out.
            var finding = new StsPolicyFinding(flaw, number, line);
            if (_findings.Count < MaxFindings || (finding.IsFatal && !_findings.Any(static known => known.IsFatal)))
                _findings.Add(finding);
        }
    }

    // RFC 8461 §3.2: "If any non-repeated field -- i.e., all fields excepting "mx" -- is duplicated, all entries except for the
    // first SHALL be ignored."
    private StsPolicyFlaw? Take(string key, string value)
    {
        if (!_keys.Add(key) && key is not "mx") return StsPolicyFlaw.RepeatedKey;
        return key switch
        {
            "version" => value is "STSv1" ? null : StsPolicyFlaw.UnknownVersion,
            "mode" => TakeMode(value),
            "max_age" => TakeMaxAge(value),
            "mx" => TakeMx(value),
            _ => StsPolicyFlaw.UnknownKey,
        };
    }

    private StsPolicyFlaw? TakeMode(string value)
    {
        StsMode? mode = value switch
        {
            "enforce" => StsMode.Enforce,
            "testing" => StsMode.Testing,
            "none" => StsMode.None,
            _ => null,
        };
        _mode = mode ?? StsMode.None;
        return mode is null ? StsPolicyFlaw.UnknownMode : null;
    }

    private StsPolicyFlaw? TakeMaxAge(string value)
    {
        if (value.Length > MaxAgeDigits || !value.All(char.IsAsciiDigit)) return StsPolicyFlaw.InvalidMaxAge;
        var age = TimeSpan.FromSeconds(long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture));
        _maxAge = age > StsPolicy.LongestAge ? StsPolicy.LongestAge : age;
        return age > StsPolicy.LongestAge ? StsPolicyFlaw.MaxAgeAboveLimit : null;
    }

    private StsPolicyFlaw? TakeMx(string value)
    {
        var pattern = value.EndsWith('.') ? value[..^1] : value;
        var domain = pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern;
        if (!Ascii.IsValid(domain) || !DomainName.IsValid(domain)) return StsPolicyFlaw.InvalidMx;
        _mx.Add(DomainName.Normalize(pattern));
        return pattern.Length < value.Length ? StsPolicyFlaw.TrailingDot : null;
    }

    private static bool IsKey(ReadOnlySpan<char> key)
    {
        if (key.Length > MaxKey || !char.IsAsciiLetterOrDigit(key[0])) return false;
        foreach (var c in key)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) return false;
        return true;
    }
}
