using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[limits]</c>.</summary>
internal static class LimitsOptions
{
    private const int MiB = 1024 * 1024;

    public static readonly Section<LimitsConfig> Section = new("limits", SectionShape.Single,
        "What one client, and all of them together, may cost.", new LimitsConfig())
    {
        { "sessions", Amounts.Number(1, 1_000_000), row => row.Sessions, (row, value) => row with { Sessions = value },
            "Sessions at once." },
        { "sessions_per_address", Amounts.Number(1, 1_000_000), row => row.SessionsPerAddress,
            (row, value) => row with { SessionsPerAddress = value },
            "Sessions at once from one address (IPv4) or one /64 network (IPv6)." },
        { "new_sessions_per_minute", Amounts.Number(1, 10_000_000), row => row.NewSessionsPerMinute,
            (row, value) => row with { NewSessionsPerMinute = value },
            "New sessions a minute from one address (IPv4) or one /64 network (IPv6)." },
        { "recipients", Amounts.Number(100, 100_000), row => row.Recipients, (row, value) => row with { Recipients = value },
            "Recipients of one message; the standard wants at least 100 (RFC 5321 §4.5.3.1.8)." },
        { "message_size", Amounts.Size(64 * 1024, 1L << 40), row => row.MessageSize,
            (row, value) => row with { MessageSize = value },
            "The greatest message; a mail with attachments is a third greater than the files in it." },
        { "command_line", Amounts.SmallSize(512, 64 * 1024), row => row.CommandLine,
            (row, value) => row with { CommandLine = value },
            "The longest command (RFC 5321 §4.5.3.1.4 and what extensions add)." },
        { "content_line", Amounts.SmallSize(1000, 16 * MiB), row => row.ContentLine,
            (row, value) => row with { ContentLine = value },
            "The longest line of a message; the standard wants 1000 (RFC 5321 §4.5.3.1.6), life needs more." },
        { "header", Amounts.SmallSize(16 * 1024, 16 * MiB), row => row.Header, (row, value) => row with { Header = value },
            "The greatest header of a message." },
        { "received_fields", Amounts.Number(10, 1000), row => row.ReceivedFields,
            (row, value) => row with { ReceivedFields = value },
            "How many servers a message may have passed before it is taken to run in circles (RFC 5321 §6.3)." },
        { "junk_commands", Amounts.Number(5, 1_000_000), row => row.JunkCommands,
            (row, value) => row with { JunkCommands = value },
            "Commands in one session that carry no mail." },
        { "errors", Amounts.Number(1, 1_000_000), row => row.Errors, (row, value) => row with { Errors = value },
            "Errors in one session before it is ended." },
        { "messages_per_session", Amounts.Number(1, 10_000_000), row => row.MessagesPerSession,
            (row, value) => row with { MessagesPerSession = value },
            "Messages in one session before the client must come anew." },
        { "login_failures", Amounts.Number(1, 100), row => row.LoginFailures, (row, value) => row with { LoginFailures = value },
            "Failed logins in one session before it is ended." },
    };
}
