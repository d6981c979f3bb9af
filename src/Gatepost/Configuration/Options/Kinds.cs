using System.Globalization;
using System.Net;
using Gatepost.Configuration.Reading;
using Gatepost.Configuration.Values;

namespace Gatepost.Configuration.Options;

/// <summary>The types of values that name something: hosts, domains, addresses, files, words.</summary>
internal static class Kinds
{
    /// <summary>What fits into a reply that quotes it.</summary>
    private const int LongestNote = 200;

    public static readonly ValueKind<bool> Switch = new ScalarKind<bool>("true or false", "true or false", ScalarForm.Switch,
        static (text, _) => text switch
        {
            "true" => true,
            "false" => false,
            _ => Parsed<bool>.Refuse("is neither true nor false"),
        },
        static value => value ? "true" : "false");

    public static readonly ValueKind<string> HostName = Text("host name", "\"mx.example.org\"", HostNameText.Parse);

    public static readonly ValueKind<string> Domain = Text("domain", "\"example.org\", or \".example.org\" for all below it",
        HostNameText.ParseDomain);

    public static readonly ValueKind<IReadOnlyList<string>> Domains = new ListKind<string>("list of domains", Domain);

    /// <summary>A name to ask the DNS for, or none.</summary>
    public static readonly ValueKind<string> ProbeName = new ScalarKind<string>("domain",
        "\"example.org\", \".\" for the root, or \"\" for none", ScalarForm.Text,
        static (text, _) => text is "" or "." ? text : HostNameText.Parse(text), Quote);

    public static readonly ValueKind<string> Label = Text("text", "\"a name\"", static text =>
        text.Length is > 0 and <= 64 && !text.Any(char.IsControl) ? text
            : Parsed<string>.Refuse("is no name of 1 to 64 characters"));

    public static readonly ValueKind<string?> OptionalLabel = new OptionalKind<string>(Label);

    public static readonly ValueKind<string?> Note = new OptionalKind<string>(Text("text", "\"some words\"", static text =>
        text.Length is > 0 and <= LongestNote && !text.Any(char.IsControl) ? text
            : Parsed<string>.Refuse($"is no text of 1 to {LongestNote} characters in one line")));

    public static readonly ValueKind<DateOnly?> Day = new ScalarKind<DateOnly?>("date", "a day, such as 2027-06-30",
        ScalarForm.Text | ScalarForm.Date,
        static (text, _) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : Parsed<DateOnly?>.Refuse("is no day of the calendar"),
        static value => value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static readonly ValueKind<string?> MailAddress = new OptionalKind<string>(
        Text("mail address", "\"postmaster@example.org\"", ParseAddress));

    public static readonly ValueKind<string> FilePath = new ScalarKind<string>("path",
        "\"a path\"; relative ones start at this file's folder",
        ScalarForm.Text,
        static (text, folder) => text.Length == 0 || text.Any(char.IsControl) ? Parsed<string>.Refuse("is no path")
            : Path.GetFullPath(text, folder),
        static value => value.Length == 0 ? null : Quote(value));

    public static readonly ValueKind<string?> OptionalFile = new OptionalKind<string>(FilePath);

    public static readonly ValueKind<HostPort> Server = new ScalarKind<HostPort>("server",
        "\"mail.internal:25\", \"192.0.2.1:25\" or \"[2001:db8::1]:25\"",
        ScalarForm.Text, static (text, _) => HostPortText.Parse(text), static value => value.Host.Length == 0 ? null
            : Quote(value.ToString()));

    public static readonly ValueKind<HostPort?> OptionalServer = new OptionalKind<HostPort>(Server);

    public static readonly ValueKind<IReadOnlyList<IPEndPoint>> ListenAddresses = new ListKind<IPEndPoint>("list of addresses",
        new ScalarKind<IPEndPoint>("address", "\"*:25\", \"192.0.2.1:25\" or \"[2001:db8::1]:25\"", ScalarForm.Text,
            static (text, _) => EndpointText.Parse(text, null), static value => Quote(value.ToString())));

    public static readonly ValueKind<IReadOnlyList<IPEndPoint>> Resolvers = new ListKind<IPEndPoint>("list of addresses",
        new ScalarKind<IPEndPoint>("address", "\"127.0.0.1\" or \"127.0.0.1:53\"", ScalarForm.Text,
            static (text, _) => EndpointText.Parse(text, 53), static value => Quote(value.ToString())));

    public static readonly ValueKind<IPEndPoint?> AddressOrOff = new ScalarKind<IPEndPoint?>("address",
        "\"127.0.0.1:8025\", or \"off\"",
        ScalarForm.Text,
        static (text, _) => text == "off" ? new Parsed<IPEndPoint?>(null, null)
            : EndpointText.Parse(text, null) is var read && read.IsGood ? read.Value
                : Parsed<IPEndPoint?>.Refuse(read.Complaint!),
        static value => Quote(value?.ToString() ?? "off"));

    public static readonly ValueKind<IReadOnlyList<IPNetwork>> Networks = new ListKind<IPNetwork>("list of networks",
        new ScalarKind<IPNetwork>("network", "\"10.0.0.0/8\" or \"2001:db8::/32\"", ScalarForm.Text,
            static (text, _) => NetworkText.Parse(text), static value => Quote(value.ToString())));

    public static readonly ValueKind<IReadOnlyList<CertificatePin>> Pins = new ListKind<CertificatePin>("list of pins",
        new ScalarKind<CertificatePin>("pin", "\"sha256:…\" (certificate) or \"spki-sha256:…\" (key) and 64 hex digits",
            ScalarForm.Text, static (text, _) => PinText.Parse(text), static value => Quote(value.ToString())));

    public static readonly ValueKind<Uri?> Url = new ScalarKind<Uri?>("URL", "\"http://127.0.0.1:4317\"", ScalarForm.Text,
        static (text, _) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri.UserInfo.Length == 0 ? uri : Parsed<Uri?>.Refuse("names a user; this file holds no passwords")
            : Parsed<Uri?>.Refuse("is no http or https URL"),
        static value => value is null ? null : Quote(value.ToString()));

    /// <summary>One of a few words.</summary>
    public static ValueKind<T> Word<T>(IReadOnlyList<T> values, Func<T, string> word)
    {
        var words = values.Select(word).ToList();
        return new ScalarKind<T>("word", $"one of {string.Join(", ", words.Select(Quote))}", ScalarForm.Text,
            (text, _) => words.IndexOf(text) is var at and >= 0 ? values[at] : Parsed<T>.Refuse(Unknown(text, words)),
            value => Quote(word(value)));
    }

    private static string Unknown(string text, List<string> words) =>
        Suggestion.For(text, words) is { } near ? $"is not known here, {near}" : "is not known here";

    private static Parsed<string> ParseAddress(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && HostNameText.Parse(text[(at + 1)..]).IsGood
            && !text.Any(static c => char.IsControl(c) || c is ' ' or '<' or '>')
            ? text
            : Parsed<string>.Refuse("is no mail address");
    }

    private static ScalarKind<string> Text(string name, string hint, Func<string, Parsed<string>> parse) =>
        new(name, hint, ScalarForm.Text,
        (text, _) => parse(text), static value => value.Length == 0 ? null : Quote(value));

    private static string Quote(string text) => $"\"{text}\"";
}
