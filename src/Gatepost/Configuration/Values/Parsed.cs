namespace Gatepost.Configuration.Values;

/// <summary>A value that was read from text, or the complaint why it could not be: "no duration", "over 10 GiB" …</summary>
internal readonly record struct Parsed<T>(T Value, string? Complaint)
{
    public bool IsGood => Complaint is null;

    public static implicit operator Parsed<T>(T value) => new(value, null);

    public static Parsed<T> Refuse(string complaint) => new(default!, complaint);
}
