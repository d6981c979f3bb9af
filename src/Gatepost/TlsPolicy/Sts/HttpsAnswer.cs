namespace Gatepost.TlsPolicy.Sts;

/// <summary>What a web server answered.</summary>
/// <param name="Fault">Why there is no answer.</param>
/// <param name="Words">In words, escaped; empty where there is an answer.</param>
internal sealed record HttpsAnswer(HttpsFault Fault, string Words = "")
{
    /// <summary>200, 404 …</summary>
    public int Status { get; init; }

    /// <summary>text/plain and the like; null where it is not said.</summary>
    public string? MediaType { get; init; }

    /// <summary>The content up to one octet more than was wanted; empty unless the status is 200.</summary>
    public byte[] Body { get; init; } = [];
}
