using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Spool;

namespace Gatepost.Host.Verbs;

/// <summary>The arguments that say which entries of the queue are meant.</summary>
internal sealed class QueueSelection
{
    private readonly Argument<string[]> _ids = new("id")
    {
        Description = "Ids as 'queue list' shows them; without '.n' all parts of the message.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _domain =
        new("--domain") { Description = "To recipients of this domain.", HelpName = "DOMAIN" };

    private readonly Option<string?> _sender = new("--sender")
    {
        Description = "From this address, from a domain as @example.org, or <> for notices.",
        HelpName = "SENDER",
    };

    private readonly Option<bool> _held = new("--held") { Description = "Only held ones." };

    private readonly Option<string?> _why = new Option<string?>("--why")
    {
        Description = "Only those that wait because they cannot be encrypted as they must be.",
        HelpName = "policy",
    }.AcceptOnlyFromAmong("policy");

    public Symbol[] Symbols => [_ids, _domain, _sender, _held, _why];

    public QueueFilter Filter(ParseResult parsed)
    {
        var ids = parsed.GetValue(_ids) ?? [];
        return new QueueFilter
        {
            Ids = ids.Length == 0 ? null : [.. ids.Select(ReadId)],
            Domain = parsed.GetValue(_domain) is { } domain ? DomainName.Normalize(domain) : null,
            Sender = parsed.GetValue(_sender),
            Held = parsed.GetValue(_held) ? true : null,
            Waits = parsed.GetValue(_why) is null ? null : WaitReason.Policy,
        };
    }

    /// <summary>For what changes the queue: "everything" must be said.</summary>
    public QueueFilter FilterOrAll(ParseResult parsed, Option<bool> all)
    {
        var filter = Filter(parsed);
        if (filter == new QueueFilter() && !parsed.GetValue(all))
        {
            throw new Trouble("which entries? Name ids, --domain, --sender, --held or --why, or say --all", ExitCode.Usage);
        }

        return filter;
    }

    public static QueueId ReadId(string text) => QueueId.TryParse(text, out var id)
        ? id
        : throw new Trouble(
            $"'{text}' is no queue id: they look like 0B3M8Q7Z2KX or 0B3M8Q7Z2KX.1 ('gatepost queue list' shows them)",
            ExitCode.Usage);
}
