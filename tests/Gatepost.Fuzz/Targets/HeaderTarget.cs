using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>The header scanner. The first octet chooses the size of the pieces.</summary>
internal sealed class HeaderTarget : IFuzzTarget
{
    public string Name => "header";

    public IReadOnlyList<string> Words { get; } =
        ["Received: ", "TLS-Required: No\r\n", "TLS-Required:\r\n No", "Date:", "From:", "Message-ID:", "\r\n", "\r\n\r\n", " ",
            ":", "x", "\xE9"];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var whole = Scan(input.AsSpan(1), int.MaxValue);
        var pieces = Scan(input.AsSpan(1), 1 + input[0] % 9);
        Must.BeEqual(Of(whole), Of(pieces), "pieces are scanned differently");
        Must.Hold(!whole.IsTlsOptional || !whole.HasVoidTlsRequired, "TLS-Required is both followed and void");
        var goesOn = input.Length > 1 && input[1] is (byte)' ' or (byte)'\t';
        Must.Hold(!goesOn || whole.IsMissing || whole.Progress is HeaderProgress.TooLarge,
            "the content would go on with the field that is put before it");
        return Must.Shape((int)whole.Progress, Must.Rough(whole.ReceivedCount), whole.IsTlsOptional ? 1 : 0,
            whole.HasVoidTlsRequired ? 1 : 0,
            whole.HasDate ? 1 : 0, whole.HasFrom ? 1 : 0, whole.HasMessageId ? 1 : 0, whole.IsMalformed ? 1 : 0);
    }

    private static string Of(HeaderScanner scanner) =>
        scanner.Progress is HeaderProgress.TooLarge // and then void
            ? "too large"
            : $"{scanner.Progress} {scanner.Length} {scanner.ReceivedCount} {scanner.IsTlsOptional} {scanner.HasVoidTlsRequired} "
                + $"{scanner.HasDate} {scanner.HasFrom} {scanner.HasMessageId} {scanner.IsMalformed}";

    private static HeaderScanner Scan(ReadOnlySpan<byte> content, int piece)
    {
        var scanner = new HeaderScanner(400);
        for (var at = 0; at < content.Length;)
        {
            var next = content.Slice(at, Math.Min(piece, content.Length - at));
            scanner.Scan(next);
            at += next.Length;
        }

        scanner.Finish();
        return scanner;
    }
}
