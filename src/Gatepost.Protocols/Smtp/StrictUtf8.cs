using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Gatepost.Protocols.Smtp;

/// <summary>UTF-8 that replaces nothing: what is wrong is refused.</summary>
internal static class StrictUtf8
{
    internal static bool TryGetString(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out string? text)
    {
        text = Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : null;
        return text is not null;
    }
}
