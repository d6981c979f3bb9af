using System.Security.Cryptography.X509Certificates;
using Gatepost.Checks.TlsProbing;
using Gatepost.Tests.Checks.TlsProbing;

namespace Gatepost.Tests.Checks;

internal static partial class Scenes
{
    private static IEnumerable<CheckScene> Probed()
    {
        yield return Single("tls-worst", ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C15", "C16"]) with
        { Probe = TlsJudgeTests.Worst };
        yield return Single("tls-no-hybrid", ["C14"]) with
        { Probe = TlsJudgeTests.Best with { PostQuantum = Gatepost.Checks.TlsProbing.Observed.No } };
        yield return Single("tls-tickets", ["B11"]) with
        {
            IsOwn = true,
            Probe = TlsJudgeTests.Best,
        };
        yield return Single("second-key-expired", ["D1"]) with { Probe = Shown(SceneCertificates.Good, SceneCertificates.Until(-3)) };
        yield return Single("second-key-not-in-tlsa", ["E4"], more: $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure") with
        { Probe = Shown(SceneCertificates.Good, SceneCertificates.Other) };
        yield return Single("second-key-in-tlsa", [], more: $"""
            {Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            {Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Other)} secure
            """) with
        { Probe = Shown(SceneCertificates.Good, SceneCertificates.Other) };
    }

    private static TlsProbeFacts Shown(X509Certificate2 ecdsa, X509Certificate2 rsa) =>
        TlsJudgeTests.Best with { Chains = [new("ECDSA", [ecdsa.RawData]), new("RSA", [rsa.RawData])] };
}
