using Gatepost.Configuration.Reading;
using Gatepost.Messages;

namespace Gatepost.Configuration.Checks;

/// <summary>The TLS options of each row must make sense together.</summary>
internal sealed class TlsChecks : IConfigCheck
{
    public void Check(Draft draft, ProblemLog problems)
    {
        var certificates = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in draft.Certificates)
        {
            if (row.Value.Name.Length > 0 && !certificates.TryAdd(row.Value.Name, row.Label))
                problems.Error(row.At("name"), row.Name("name"),
                    $"{Quoted.Value(row.Value.Name)} is taken by {certificates[row.Value.Name]}", "give each its own");
        }

        foreach (var row in draft.Domains) One(row, row.Value.Tls, certificates.Keys, problems);
        foreach (var row in draft.Partners) One(row, row.Value.Tls, certificates.Keys, problems);
        One(draft.Outbound, draft.Outbound.Value.Tls, certificates.Keys, problems);
        Everybody(draft.Outbound, problems);
    }

    /// <summary>Most of the world can prove no name, so a level that asks for one is for those who agreed to it.</summary>
    private static void Everybody(Row<OutboundConfig> row, ProblemLog problems)
    {
        var tls = row.Value.Tls;
        var isTooMuch = tls.Level is TlsLevel.Secure || (tls.Level is TlsLevel.Fingerprint && tls.Pins.Count > 0);
        if (row.Value.SmartHost is not null || !isTooMuch) return;
        problems.Warn(row.At("tls"), row.Name("tls"),
            $"at the level {tls.Level.Word()} for everybody most mail will wait and then go back to its sender",
            "set it in [[partner]] rows for those who agreed to it");
    }

    private static void One<T>(Row<T> row, TlsRequirement tls, Dictionary<string, string>.KeyCollection certificates,
        ProblemLog problems)
    {
        if (tls is { Level: TlsLevel.Dane or TlsLevel.DaneOnly } && tls.Dane is not PublishedPolicy.Enforce)
            problems.Error(row.At("tls_dane"), row.Name("tls_dane"),
                $"the level {tls.Level.Word()} rests on DANE, which is not enforced",
                "take the line away, or set tls to another level");
        if (tls.Level is TlsLevel.Fingerprint && tls.Pins.Count == 0)
        {
            problems.Error(row.At("tls"), row.Name("tls"), "the level fingerprint needs the fingerprints that are accepted",
                "add tls_pins = [\"sha256:…\"]");
        }

        if (tls.ClientCertificate is { } name && !certificates.Contains(name))
        {
            problems.Error(row.At("tls_client_certificate"), row.Name("tls_client_certificate"),
                $"there is no [[certificate]] with the name {Quoted.Value(name)}",
                Suggestion.For(name, certificates) ?? "add one, or name another");
        }

        Unused(row, tls, problems);
    }

    /// <summary>What the level does not demand may be a misunderstanding: the operator believes that it protects.</summary>
    private static void Unused<T>(Row<T> row, TlsRequirement tls, ProblemLog problems)
    {
        if (tls.Names.Count > 0 && !tls.Level.MustTrustCa()) Unused(row, "tls_names", "verify or secure", problems);
        if (tls.CaFile is not null && !tls.Level.MustTrustCa()) Unused(row, "tls_ca_file", "verify or secure", problems);
        if (tls.Pins.Count > 0 && tls.Level is not TlsLevel.Fingerprint) Unused(row, "tls_pins", "fingerprint", problems);
    }

    private static void Unused<T>(Row<T> row, string option, string level, ProblemLog problems) =>
        problems.Warn(row.At(option), row.Name(option), "is looked at, but not demanded at this row's level",
            $"set tls to {level} to demand it");
}
