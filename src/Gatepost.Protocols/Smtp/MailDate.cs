using System.Globalization;

namespace Gatepost.Protocols.Smtp;

/// <summary>Dates in header fields (RFC 5322 §3.3): <c>Mon, 23 Nov 2026 23:26:40 +0000</c>.</summary>
public static class MailDate
{
    /// <summary>In its own offset.</summary>
    public static string Format(DateTimeOffset time)
    {
        var offset = time.Offset;
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{time:ddd, d MMM yyyy HH:mm:ss} {sign}{offset:hhmm}");
    }
}
