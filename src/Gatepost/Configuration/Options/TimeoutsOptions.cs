using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[timeouts]</c>.</summary>
internal static class TimeoutsOptions
{
    public static readonly Section<TimeoutsConfig> Section = new("timeouts", SectionShape.Single,
        "How long the other side may keep silent (RFC 5321 §4.5.3.2).", new TimeoutsConfig())
    {
        { "command", Amounts.Duration("1s"), row => row.Command, (row, value) => row with { Command = value },
            "Taking mail in: until the client's next command." },
        { "content", Amounts.Duration("1s"), row => row.Content, (row, value) => row with { Content = value },
            "Taking mail in: until the next part of a message." },
        { "tls_handshake", Amounts.Duration("1s"), row => row.TlsHandshake, (row, value) => row with { TlsHandshake = value },
            "Until TLS stands, on either side." },
        { "connect", Amounts.Duration("1s"), row => row.Connect, (row, value) => row with { Connect = value },
            "Going out: until one address of a server answers." },
        { "greeting", Amounts.Duration("1s"), row => row.Greeting, (row, value) => row with { Greeting = value },
            "Going out: until the server greets." },
        { "reply", Amounts.Duration("1s"), row => row.Reply, (row, value) => row with { Reply = value },
            "Going out: until the reply to a command." },
        { "data_reply", Amounts.Duration("1s"), row => row.DataReply, (row, value) => row with { DataReply = value },
            "Going out: until the server is ready for the message." },
        { "data_block", Amounts.Duration("1s"), row => row.DataBlock, (row, value) => row with { DataBlock = value },
            "Going out: until the server takes the next part of the message." },
        { "final_reply", Amounts.Duration("1s"), row => row.FinalReply, (row, value) => row with { FinalReply = value },
            "Going out: until the server says that it has the message; too short makes duplicates." },
        { "attempt", Amounts.Duration("1m"), row => row.Attempt, (row, value) => row with { Attempt = value },
            "Going out: one attempt for one message at all hosts together, until the last of it is sent; what takes longer "
            + "waits for the next attempt. Large messages over slow lines need more." },
        { "shutdown", Amounts.Duration("0s"), row => row.Shutdown, (row, value) => row with { Shutdown = value },
            "How long sessions and attempts may go on after the signal to stop." },
    };
}
