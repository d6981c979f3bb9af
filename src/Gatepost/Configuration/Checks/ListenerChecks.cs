using System.Net;
using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Checks;

/// <summary>Somebody must be able to hand mail in, each listener must be able to bind, and none may be an open relay.</summary>
internal sealed class ListenerChecks : IConfigCheck
{
    /// <summary>By what a relay listener knows those who may relay.</summary>
    private static readonly string[] RelayOptions = ["networks", "client_ca_file", "client_pins"];

    public void Check(Draft draft, ProblemLog problems)
    {
        // What is given but broken is told already.
        if (draft.Listeners.Count == 0
            && (!draft.Top.Given.TryGetValue("listener", out var given) || given.Value is ListNode { Items.Count: 0 }))
        {
            problems.Error(draft.Top.Header, null, "there is no [[listener]], so no mail could come in",
                "add [[listener]] with role = \"mx\" and listen = [\"*:25\"]");
        }

        var names = new Dictionary<string, Row<ListenerConfig>>(StringComparer.Ordinal);
        var bound = new List<(IPEndPoint Address, string Label)>();
        foreach (var row in draft.Listeners)
        {
            if (row.Given.ContainsKey("name") && !names.TryAdd(row.Value.Name, row))
                problems.Error(row.At("name"), row.Name("name"),
                    $"{Quoted.Value(row.Value.Name)} is taken by {names[row.Value.Name].Label}", "give each its own");
            Bind(row, bound, problems);
            if (row.Value.Role is ListenerRole.Relay) Relay(row, draft, problems);
            else NoRelay(row, problems);
            if (!row.Value.StartTls) NoTls(row, problems);
            if (row.Value.Role is ListenerRole.Mx && row.Given.ContainsKey("role") && draft.Domains.Count == 0)
                problems.Warn(row.Header, row.Label, "takes mail for our domains, but there is none", "add a [[domain]]");
        }
    }

    private static void Bind(Row<ListenerConfig> row, List<(IPEndPoint Address, string Label)> bound, ProblemLog problems)
    {
        if (row.Given.TryGetValue("listen", out var node) && node.Value is ListNode { Items.Count: 0 })
            problems.Error(row.At("listen"), row.Name("listen"), "names no address", "write for example listen = [\"*:25\"]");

        for (var i = 0; i < row.Value.Addresses.Count; i++)
        {
            var address = row.Value.Addresses[i];
            var other = bound.FirstOrDefault(taken => Overlap(taken.Address, address));
            if (other.Address is not null)
            {
                problems.Error(row.At("listen", i), row.Name("listen"),
                    $"{address} is taken already: {other.Label} listens on {other.Address}",
                    "\"*\" and \"[::]\" are all addresses of both families; name each port once");
            }

            bound.Add((address, row.Label));
        }
    }

    /// <summary>The socket on <c>[::]</c> takes IPv4 too. Port 0 is whichever is free.</summary>
    private static bool Overlap(IPEndPoint one, IPEndPoint other) =>
        one.Port != 0 && one.Port == other.Port
        && (one.Address.Equals(other.Address) || Covers(one.Address, other.Address) || Covers(other.Address, one.Address));

    private static bool Covers(IPAddress all, IPAddress one) =>
        all.Equals(IPAddress.IPv6Any) || (all.Equals(IPAddress.Any) && one.AddressFamily == all.AddressFamily);

    private static void NoTls(Row<ListenerConfig> row, ProblemLog problems)
    {
        if (row.Value.Role is ListenerRole.Submission)
            problems.Error(row.At("starttls"), row.Name("starttls"), "is false, but nobody may log in without TLS",
                "remove the line");
        else if (row.Value.Role is not ListenerRole.Submissions)
            problems.Warn(row.At("starttls"), row.Name("starttls"), "is false: every client speaks in clear text",
                "remove the line, unless this is a demonstration");
    }

    private static void Relay(Row<ListenerConfig> row, Draft draft, ProblemLog problems)
    {
        var listener = row.Value;
        for (var i = 0; i < listener.Networks.Count; i++)
        {
            // RFC 5321 §7.8, RFC 2505 §2.1: nobody may relay through us just because he can reach us.
            if (listener.Networks[i].PrefixLength == 0)
                problems.Error(row.At("networks", i), row.Name("networks"),
                    $"{listener.Networks[i]} is the whole internet: an open relay",
                    "name the networks of your own servers");
        }

        // What is given but broken is told already. A warning, for else nobody could run "gatepost user add".
        var identified = RelayOptions.Any(option =>
            row.Given.TryGetValue(option, out var node) && node.Value is not ListNode { Items.Count: 0 });
        if (!identified && !File.Exists(draft.Top.Value.UsersPath))
        {
            problems.Warn(row.Header, row.Label,
                "nobody can use this relay yet: it names no networks, client_ca_file or client_pins, and there are no users",
                "write networks = [\"10.0.0.5\"] with your server's address, or add a user with \"gatepost user add\"");
        }
    }

    private static void NoRelay(Row<ListenerConfig> row, ProblemLog problems)
    {
        foreach (var option in RelayOptions)
        {
            if (row.Given.ContainsKey(option))
                problems.Error(row.At(option), row.Name(option), "only has a meaning on a listener with role = \"relay\"",
                    "remove it, or change the role");
        }
    }
}
