using Gatepost.Configuration;

namespace Gatepost.Tests.Dialogues;

/// <summary>Limits by the names that the configuration file gives them.</summary>
internal static class DialogueLimits
{
    public static LimitsConfig With(LimitsConfig limits, string name, int value) => name switch
    {
        "recipients" => limits with { Recipients = value },
        "message_size" => limits with { MessageSize = value },
        "command_line" => limits with { CommandLine = value },
        "content_line" => limits with { ContentLine = value },
        "header" => limits with { Header = value },
        "received_fields" => limits with { ReceivedFields = value },
        "junk_commands" => limits with { JunkCommands = value },
        "errors" => limits with { Errors = value },
        "messages_per_session" => limits with { MessagesPerSession = value },
        "login_failures" => limits with { LoginFailures = value },
        _ => throw new FormatException($"unknown limit {name}"),
    };
}
