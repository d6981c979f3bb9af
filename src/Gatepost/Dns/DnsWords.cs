using System.Globalization;
using System.Net;
using Gatepost.Protocols.Dns;
using Gatepost.Protocols.Text;

namespace Gatepost.Dns;

/// <summary>What operators read of answers that are none.</summary>
internal static class DnsWords
{
    private const int MaxText = 120;

    public static string Of(DnsFailure failure) => failure switch
    {
        DnsFailure.Unreachable => "cannot be reached",
        DnsFailure.Malformed => "sends answers that cannot be read",
        _ => "does not answer in time",
    };

    public static string Of(DnsResponseCode code) => code switch
    {
        DnsResponseCode.ServerFailure => "SERVFAIL",
        DnsResponseCode.FormatError => "FORMERR",
        DnsResponseCode.NameError => "NXDOMAIN",
        DnsResponseCode.NotImplemented => "NOTIMP",
        DnsResponseCode.Refused => "REFUSED",
        DnsResponseCode.NoError => "NOERROR",
        _ => string.Create(CultureInfo.InvariantCulture, $"code {(int)code}"),
    };

    /// <summary><c>127.0.0.1:53 says SERVFAIL (signature expired: "…")</c>.</summary>
    public static string Of(IPEndPoint server, DnsMessage message)
    {
        var reasons = message.Errors.Select(static error => error switch
        {
            { Name.Length: 0, Text.Length: 0 } => string.Create(CultureInfo.InvariantCulture, $"error {error.Code}"),
            { Name.Length: 0 } => PeerText.Quote(error.Text, MaxText),
            { Text.Length: 0 } => error.Name,
            _ => $"{error.Name}: {PeerText.Quote(error.Text, MaxText)}",
        });
        var reason = string.Join("; ", reasons.Take(3));
        return $"{server} says {Of(message.ResponseCode)}{(reason.Length > 0 ? $" ({reason})" : "")}";
    }
}
