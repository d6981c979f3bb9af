using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Looks over the header section of a content as it comes in (RFC 5322 §2.2), and keeps only what the gateway acts upon. It keeps
/// the beginning of one line, whatever the size of the section.
/// </summary>
/// <remarks><code>
///   Received: from a.example by b.example;    name, colon, body
///    Mon, 23 Nov 2026 00:00:00 +0000          folded: begins with a blank
///   TLS-Required: No
///                                             the empty line ends the section
/// </code></remarks>
/// <param name="maxLength">The largest section, in octets.</param>
public sealed class HeaderScanner(int maxLength)
{
    private const byte Lf = (byte)'\n';
    private const int MaxKept = 128;

    private readonly byte[] _line = new byte[MaxKept];
    private readonly StringBuilder _tlsRequired = new();
    private int _lineLength, _tlsRequiredFields;
    private bool _inTlsRequired, _anyField;

    /// <summary>How far it is.</summary>
    public HeaderProgress Progress { get; private set; }

    /// <summary>Octets of the section, the empty line included.</summary>
    public long Length { get; private set; }

    /// <summary>Received fields (RFC 5321 §6.3).</summary>
    public int ReceivedCount { get; private set; }

    /// <summary>A Date field.</summary>
    public bool HasDate { get; private set; }

    /// <summary>A Message-ID field.</summary>
    public bool HasMessageId { get; private set; }

    /// <summary>A From field.</summary>
    public bool HasFrom { get; private set; }

    /// <summary>The section does not end with an empty line, but with a line that is no field.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>
    /// The content begins with a line that is no field: it has no header section, and one that is put before it needs an empty
    /// line behind it.
    /// </summary>
    public bool IsMissing { get; private set; }

    /// <summary><c>TLS-Required: No</c>, once. Twice, or with another value, it counts for nothing (RFC 8689 §3).</summary>
    public bool IsTlsOptional =>
        _tlsRequiredFields == 1 && _tlsRequired.ToString().Trim(' ', '\t').Equals("No", StringComparison.OrdinalIgnoreCase);

    /// <summary>TLS-Required is there and cannot be followed.</summary>
    public bool HasVoidTlsRequired => _tlsRequiredFields > 0 && !IsTlsOptional;

    /// <summary>Looks at the next piece of content. After the end of the section it looks no more.</summary>
    public HeaderProgress Scan(ReadOnlySpan<byte> content)
    {
        while (Progress is HeaderProgress.NeedMore && !content.IsEmpty)
        {
            var end = content.IndexOf(Lf);
            var piece = end < 0 ? content : content[..(end + 1)];
            content = content[piece.Length..];
            var kept = Math.Min(piece.Length, MaxKept - _lineLength);
            piece[..kept].CopyTo(_line.AsSpan(_lineLength));
            _lineLength += kept;
            Length += piece.Length;
            if (end >= 0) EndLine();
            if (Length > maxLength) Progress = HeaderProgress.TooLarge;
        }

        return Progress;
    }

    /// <summary>The content has ended: a section without an empty line is complete all the same.</summary>
    public HeaderProgress Finish()
    {
        if (Progress is HeaderProgress.NeedMore && _lineLength > 0) EndLine();
        if (Progress is HeaderProgress.NeedMore) Progress = HeaderProgress.Complete;
        return Progress;
    }

    private void EndLine()
    {
        var line = _line.AsSpan(0, _lineLength).TrimEnd("\r\n"u8);
        _lineLength = 0;
        if (line.IsEmpty)
        {
            Progress = HeaderProgress.Complete;
            return;
        }

        // Without a field before it, it would go on with whatever is put before the content.
        if (line[0] is (byte)' ' or (byte)'\t' && _anyField)
        {
            if (_inTlsRequired) AddToTlsRequired(line);
            return;
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? [] : line[..colon].TrimEnd(" \t"u8); // the blank before the colon is obsolete, RFC 5322 §4.5
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            (Progress, IsMalformed, IsMissing) = (HeaderProgress.Complete, true, !_anyField);
            return;
        }

        Note(name, line[(colon + 1)..]);
    }

    private void Note(ReadOnlySpan<byte> name, ReadOnlySpan<byte> body)
    {
        (_inTlsRequired, _anyField) = (false, true);
        switch (name.Length)
        {
            case 4 when Ascii.EqualsIgnoreCase(name, "Date"u8): HasDate = true; break;
            case 4 when Ascii.EqualsIgnoreCase(name, "From"u8): HasFrom = true; break;
            case 8 when Ascii.EqualsIgnoreCase(name, "Received"u8): ReceivedCount++; break;
            case 10 when Ascii.EqualsIgnoreCase(name, "Message-ID"u8): HasMessageId = true; break;
            case 12 when Ascii.EqualsIgnoreCase(name, "TLS-Required"u8):
                _tlsRequiredFields++;
                _inTlsRequired = true;
                AddToTlsRequired(body);
                break;
            default: break;
        }
    }

    private void AddToTlsRequired(ReadOnlySpan<byte> text)
    {
        if (_tlsRequired.Length < MaxKept) _tlsRequired.Append(Encoding.Latin1.GetString(text));
    }
}
