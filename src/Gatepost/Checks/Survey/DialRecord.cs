using Gatepost.Delivery;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.Survey;

/// <summary>What was said on one call, and what it showed.</summary>
internal sealed class DialRecord : IDialWatcher
{
    private const int ShownLine = 300, MostLines = 200;

    private readonly List<TranscriptLine> _lines = [];
    private string _asked = "";

    public DialRecord() { }

    /// <param name="first">A call before this one to the same address: its dialogue stays.</param>
    /// <param name="why">What this call is for.</param>
    public DialRecord(DialRecord first, string why) => _lines.AddRange([.. first.Lines, new('~', why)]);

    /// <summary>The dialogue.</summary>
    public IReadOnlyList<TranscriptLine> Lines => _lines;

    /// <summary>The first reply, whatever it is.</summary>
    public SmtpReply? Greeting { get; private set; }

    /// <summary>It took our EHLO or HELO.</summary>
    public bool TookHello { get; private set; }

    /// <summary>The reply to EHLO in the clear, as it came; null where it was refused.</summary>
    public SmtpReply? ClearOffer { get; private set; }

    /// <summary>The reply to STARTTLS.</summary>
    public SmtpReply? StartTls { get; private set; }

    /// <summary>The reply to EHLO after TLS.</summary>
    public SmtpReply? TlsOffer { get; private set; }

    /// <summary>What came of the handshake; null where there was none.</summary>
    public PeerJudgement? Judgement { get; private set; }

    /// <summary>The certificate that was shown, or null.</summary>
    public PeerCertificate? Certificate => Judgement?.Certificate;

    /// <inheritdoc />
    public void Said(string command)
    {
        _asked = command;
        Note('>', command);
    }

    /// <inheritdoc />
    public void Heard(SmtpReply reply)
    {
        for (var i = 0; i < reply.Lines.Count; i++)
        {
            var separator = i < reply.Lines.Count - 1 ? '-' : ' ';
            var enhanced = reply.Enhanced is { } code ? $"{code} " : "";
            Note('<', $"{reply.Code}{separator}{enhanced}{reply.Lines[i]}");
        }

        if (Greeting is null) Greeting = reply;
        else if (_asked == "STARTTLS") StartTls = reply;
        else if (_asked.StartsWith("HELO ", StringComparison.Ordinal)) TookHello |= reply.IsPositive;
        else if (!_asked.StartsWith("EHLO ", StringComparison.Ordinal) || !reply.IsPositive) return;
        else
        {
            TookHello = true;
            if (Judgement?.Stream is null) ClearOffer = reply;
            else TlsOffer = reply;
        }
    }

    /// <inheritdoc />
    public void Secured(PeerJudgement judgement)
    {
        Judgement = judgement;
        var facts = judgement.Facts;
        if (!facts.IsEncrypted)
        {
            _lines.Add(new('~', PeerText.Shorten(facts.Problem, ShownLine)));
            return;
        }

        _lines.Add(new('~', $"{facts.Protocol}, {facts.CipherSuite}"));
        if (facts.Subject is not null) Note('~', $"certificate {facts.Subject}, for {string.Join(", ", facts.Names)}");
        _lines.Add(new('~', facts.VouchedBy is { } voucher
            ? $"proven by {PeerText.Escape(voucher, ShownLine)}"
            : $"not proven: {PeerText.Shorten(facts.Problem, ShownLine)}"));
    }

    private void Note(char mark, string text)
    {
        if (_lines.Count < MostLines) _lines.Add(new(mark, PeerText.Escape(text, ShownLine)));
    }
}
