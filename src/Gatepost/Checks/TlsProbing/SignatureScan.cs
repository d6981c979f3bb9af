using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Finds which hashes the server signs key exchanges of TLS 1.2 with: what it likes, and what it can be talked
/// into.</summary>
internal sealed class SignatureScan(IReadOnlyList<int> suites, TlsCaller caller, ProbeNotes notes)
{
    public async ValueTask<SignatureFacts> RunAsync(CancellationToken cancellationToken)
    {
        caller.Subject = "hashes under the signatures of TLS 1.2";
        var usual = await AskAsync(SignatureSchemes.All, cancellationToken);
        return new()
        {
            Usual = usual.Scheme is SignatureScheme.None ? null : usual.Scheme.Word(),
            Sha1 = await TakesAsync(SignatureSchemes.Sha1OrMd5, cancellationToken),
            Sha224 = await TakesAsync(SignatureSchemes.Sha224, cancellationToken),
        };
    }

    // A server may ignore the list and sign as it likes: only what it did counts.
    private async ValueTask<Observed> TakesAsync(IReadOnlyList<SignatureScheme> schemes, CancellationToken cancellationToken)
    {
        var (answer, scheme) = await AskAsync(schemes, cancellationToken);
        if (answer.Fault is not null) return Observed.Unknown;
        return schemes.Contains(scheme) ? Observed.Yes : Observed.No;
    }

    private async ValueTask<(HelloAnswer Answer, SignatureScheme Scheme)> AskAsync(
        IReadOnlyList<SignatureScheme> schemes, CancellationToken cancellationToken)
    {
        var offer = HelloOffers.Of(TlsVersion.Tls12, suites, caller.Target.ServerName) with { Signatures = schemes };
        var answer = await caller.CallAsync(offer, cancellationToken);
        notes.Note(answer);
        return (answer, ProbeNotes.ExchangeOf(answer)?.Scheme ?? SignatureScheme.None);
    }
}
