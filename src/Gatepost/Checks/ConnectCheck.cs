using Gatepost.Checks.Survey;
using Gatepost.Delivery;

namespace Gatepost.Checks;

/// <summary>A8: whether every address of every host takes a connection and greets.</summary>
internal sealed class ConnectCheck : ICheck
{
    public static readonly FindingKind HostIsDown = new("A8", Severity.Fail, "A mail host cannot be reached")
    {
        Meaning = "No address of the host takes a connection, or the server hangs up before mail could be named. Mail goes to "
            + "the other hosts, if there are any, and waits otherwise. Nobody can say which protection this host offers.",
        Remedy = "If every domain fails like this, your own network may block port 25 outwards, as many providers do. "
            + "Otherwise whoever runs the host looks whether the mail server runs and whether a firewall lets port 25 "
            + "through.",
    };

    public static readonly FindingKind AddressIsDown = new("A8-address", Severity.Warning, "One address of a mail host is dead")
    {
        Own = Severity.Fail,
        Meaning = "The host answers at its other addresses, so mail arrives; each message may first lose time at the dead "
            + "one.",
        Remedy = "Whoever runs the host makes the server listen there, opens the firewall, or removes the address from the "
            + "DNS. Often it is the IPv6 address that was forgotten.",
    };

    public static readonly FindingKind Unwelcome = new("A8-refused", Severity.Fail, "A mail host turns us away")
    {
        Meaning = "The host takes the connection and then refuses to talk: it is overloaded, or it does not want mail from "
            + "the address of this machine (a block list, no PTR record, an address of a home line).",
        Remedy = "Read its reply. If it is about you, run the check on the machine that sends your mail, or ask the other "
            + "side to let you in. A reply that begins with 4 may be gone in some minutes.",
    };

    public IReadOnlyList<FindingKind> Kinds => [HostIsDown, AddressIsDown, Unwelcome];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var host in survey.Hosts)
        {
            var known = host.Addresses.Where(address => !address.IsOutOfOurReach).ToList();
            var someAnswer = known.Any(address => address.Answered);
            foreach (var address in known)
            {
                if (Trouble(address) is not { } failure) continue;
                var kind = failure.Reply is not null ? Unwelcome : someAnswer ? AddressIsDown : HostIsDown;
                yield return new(kind, address.Peer, failure.Describe());
            }
        }
    }

    private static ConversationFailure? Trouble(AddressSurvey address) => address.Failure switch
    {
        { Stage: ConversationStage.Connect or ConversationStage.Greeting } failure => failure,
        { Stage: ConversationStage.Hello } failure when address.Call.ClearOffer is null => failure,
        _ => null,
    };
}
