using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Fuzz.Targets;

/// <summary>What a stranger answers to the greeting of SSL 2.0.</summary>
internal sealed class Ssl2Target : IFuzzTarget
{
    public string Name => "ssl2";

    public IReadOnlyList<string> Words { get; } = ["\x80", "\x04", "\x00\x02", "\x00\x03", "\x01\x00\x80", "\x07\x00\xC0", "\x15\x03", "\x80\x03\x00"];

    public ulong Run(byte[] input)
    {
        var isOne = Ssl2ServerHello.TryRead(input, out var hello);
        Must.Hold(hello is null || isOne, "an answer that is none");
        Must.Hold(hello is null || hello.Ciphers.Count <= Ssl2Hello.Ciphers.Count, "more ciphers than were offered");
        // What is an answer, or may become one, was so all along.
        for (var length = 0; isOne && length < Math.Min(input.Length, 64); length++)
            Must.Hold(Ssl2ServerHello.TryRead(input.AsSpan(0, length), out _), "the beginning of an answer is none");
        return Must.Shape(isOne ? 1 : 0, hello is null ? 0 : 1, hello?.IsError == true ? 1 : 0, hello?.Ciphers.Count ?? -1);
    }
}
