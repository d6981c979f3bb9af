using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;
using Gatepost.Messages;

namespace Gatepost.Configuration.Checks;

/// <summary>An agreement must say something, and must be able to be kept.</summary>
internal sealed class PartnerChecks : IConfigCheck
{
    private static readonly string[] OutOptions = [.. new[] { "on_failure", "next_hop", "hold_on_regression" }
        .Concat(TlsOptions.Section.Options.Select(static option => option.Name))];

    private static readonly string[] InOptions = [.. InboundOptions.Section.Options.Select(static option => option.Name)];

    public void Check(Draft draft, ProblemLog problems)
    {
        foreach (var row in draft.Partners)
        {
            if (!row.Value.CoversOut) OtherWay(row, OutOptions, ("in", "out"), problems);
            if (!row.Value.CoversIn) OtherWay(row, InOptions, ("out", "in"), problems);
            Outbound(row, problems);
            Inbound(row, problems);
            if (row.Value is { CoversIn: true, Inbound.Demand: not InboundDemand.None }) Door(row, draft, problems);
        }
    }

    private static void OtherWay(
        Row<PartnerConfig> row, IEnumerable<string> options, (string Is, string Wanted) directions, ProblemLog problems)
    {
        foreach (var option in options.Where(row.Given.ContainsKey))
        {
            problems.Error(row.At(option), row.Name(option),
                $"has no meaning where directions is \"{directions.Is}\"",
                $"remove it, or write directions = \"both\" or \"{directions.Wanted}\"");
        }
    }

    private static void Outbound(Row<PartnerConfig> row, ProblemLog problems)
    {
        if (row.Value.Tls.Level is not (TlsLevel.None or TlsLevel.May) || row.Value.OnFailure is UnmetAction.Defer) return;
        problems.Warn(row.At("on_failure"), row.Name("on_failure"),
            $"nothing is agreed that could fail: tls is \"{row.Value.Tls.Level.Word()}\"",
            "set tls to encrypt or more, or remove the line");
    }

    private static void Inbound(Row<PartnerConfig> row, ProblemLog problems)
    {
        var inbound = row.Value.Inbound;
        if (inbound is { Demand: InboundDemand.Certificate, KnowsCertificates: false }
            && !row.Given.ContainsKey(InboundOptions.CaFile) && !row.Given.ContainsKey("inbound_client_pins"))
        {
            problems.Error(row.At("inbound"), row.Name("inbound"), "no client certificate is named that would do",
                "add inbound_client_pins = [\"sha256:…\"], or inbound_client_ca_file with the partner's own authority");
        }

        if (inbound.KnowsCertificates && inbound.Demand is not InboundDemand.Certificate)
        {
            var option = inbound.ClientPins.Count > 0 ? "inbound_client_pins" : InboundOptions.CaFile;
            problems.Warn(row.At(option), row.Name(option), "is looked at, but no client certificate is demanded",
                "set inbound to \"certificate\" to demand it");
        }

        for (var i = 0; i < inbound.Networks.Count; i++)
        {
            if (inbound.Networks[i].PrefixLength == 0)
                problems.Error(row.At("inbound_networks", i), row.Name("inbound_networks"),
                    $"{inbound.Networks[i]} is the whole internet: everybody would be this partner",
                    "name the networks of the partner's servers");
        }
    }

    private static void Door(Row<PartnerConfig> row, Draft draft, ProblemLog problems)
    {
        foreach (var listener in draft.Listeners.Where(static one => one.Value is { Role: ListenerRole.Mx, StartTls: false }))
        {
            problems.Error(row.At("inbound"), row.Name("inbound"), $"{listener.Label} takes mail from outside and offers no TLS",
                "remove starttls = false there");
        }

        if (draft.Listeners.Count > 0 && !draft.Listeners.Any(static one => one.Value.Role is ListenerRole.Mx))
        {
            problems.Warn(row.At("inbound"), row.Name("inbound"), "there is no listener with role = \"mx\" that would ask for it",
                "add one, or remove the line");
        }
    }
}
