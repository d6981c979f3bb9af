using System.Globalization;
using Gatepost.Configuration.Reading;
using Gatepost.Configuration.Values;

namespace Gatepost.Configuration.Options;

/// <summary>The types of values that count something: numbers, octets, time.</summary>
internal static class Amounts
{
    private const string DurationHint = "a time with its unit, such as \"30s\", \"5m\", \"1h30m\" or \"5d\"";

    public static ValueKind<int> Number(int least, int most) => new ScalarKind<int>("number", $"a number from {least} to {most}",
        ScalarForm.Number,
        (text, _) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : Parsed<int>.Refuse($"is no number from {least} to {most}"),
        static value => value.ToString(CultureInfo.InvariantCulture));

    public static ValueKind<long> Size(long least, long most) => new ScalarKind<long>("size", SizeHint(least, most),
        ScalarForm.Text | ScalarForm.Number, (text, _) => SizeWithin(text, least, most), static value => Format(value));

    /// <summary>A size that memory must hold.</summary>
    public static ValueKind<int> SmallSize(int least, int most) => new ScalarKind<int>("size", SizeHint(least, most),
        ScalarForm.Text | ScalarForm.Number,
        (text, _) => SizeWithin(text, least, most) is var size && size.IsGood ? (int)size.Value
            : Parsed<int>.Refuse(size.Complaint!),
        static value => Format(value));

    public static ValueKind<TimeSpan> Duration(string least) => new ScalarKind<TimeSpan>("duration", DurationHint,
        ScalarForm.Text | ScalarForm.Number, (text, _) => AtLeast(text, least), static value =>
            $"\"{DurationText.Format(value)}\"");

    public static ValueKind<IReadOnlyList<TimeSpan>> Durations(string least) =>
        new ListKind<TimeSpan>("list of durations", Duration(least));

    /// <summary>A duration, or the word "never".</summary>
    public static ValueKind<TimeSpan?> DurationOrNever(string least) => new ScalarKind<TimeSpan?>("duration",
        DurationHint + ", or \"never\"", ScalarForm.Text | ScalarForm.Number,
        (text, _) => text == "never" ? new Parsed<TimeSpan?>(null, null)
            : AtLeast(text, least) is var time && time.IsGood ? time.Value : Parsed<TimeSpan?>.Refuse(time.Complaint!),
        static value => value is { } time ? $"\"{DurationText.Format(time)}\"" : "\"never\"");

    private static Parsed<TimeSpan> AtLeast(string text, string least)
    {
        var time = DurationText.Parse(text);
        return time.IsGood && time.Value < DurationText.Parse(least).Value ? Parsed<TimeSpan>.Refuse($"is less than {least}")
            : time;
    }

    private static Parsed<long> SizeWithin(string text, long least, long most)
    {
        var size = SizeText.Parse(text);
        if (!size.IsGood) return size;
        if (size.Value < least) return Parsed<long>.Refuse($"is less than {SizeText.Format(least)}");
        return size.Value > most ? Parsed<long>.Refuse($"is more than {SizeText.Format(most)}") : size;
    }

    private static string SizeHint(long least, long most) => $"a size from {Format(least)} to {Format(most)}";

    private static string Format(long value) => $"\"{SizeText.Format(value)}\"";
}
