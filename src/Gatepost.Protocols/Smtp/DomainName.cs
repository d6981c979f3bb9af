using System.Globalization;

namespace Gatepost.Protocols.Smtp;

/// <summary>Domain names in the one form that look-ups, comparisons and configuration use.</summary>
public static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>A-labels, lower case, without a trailing dot. A name that is no valid IDN is only lower-cased.</summary>
    public static string Normalize(string domain)
    {
        var name = domain.EndsWith('.') ? domain[..^1] : domain;
        if (System.Text.Ascii.IsValid(name)) return name.ToLowerInvariant();
        try
        {
            return Idn.GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return name.ToLowerInvariant();
        }
    }
}
