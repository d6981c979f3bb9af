namespace Gatepost.Checks.ClientAccess;

/// <summary>A port at which a server serves people's programs.</summary>
/// <param name="Number">The port.</param>
/// <param name="Protocol">What is spoken.</param>
/// <param name="IsImplicit">TLS from the first octet (RFC 8314 §3); else by STARTTLS.</param>
/// <param name="Label">Of its SRV records (RFC 6186 §3, RFC 8314 §5.1).</param>
internal sealed record AccessPort(int Number, AccessProtocol Protocol, bool IsImplicit, string Label)
{
    /// <summary>The ports that everybody knows.</summary>
    public static IReadOnlyList<AccessPort> Usual { get; } =
    [
        new(465, AccessProtocol.Smtp, true, "_submissions"), new(587, AccessProtocol.Smtp, false, "_submission"),
        new(993, AccessProtocol.Imap, true, "_imaps"), new(143, AccessProtocol.Imap, false, "_imap"),
        new(995, AccessProtocol.Pop3, true, "_pop3s"), new(110, AccessProtocol.Pop3, false, "_pop3"),
    ];

    /// <summary>The command that begins TLS.</summary>
    public string BeginTls => Protocol is AccessProtocol.Pop3 ? "STLS" : "STARTTLS";

    /// <summary>For people: <c>IMAP at port 143</c>.</summary>
    public string Words => $"{ProtocolWord} at port {Number}{(IsImplicit ? " (TLS at once)" : "")}";

    private string ProtocolWord => Protocol switch
    {
        AccessProtocol.Smtp => "SMTP for sending",
        AccessProtocol.Imap => "IMAP",
        _ => "POP3",
    };
}
