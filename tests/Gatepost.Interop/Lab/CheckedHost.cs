namespace Gatepost.Interop.Lab;

/// <summary>A host in the report on a domain.</summary>
internal sealed record CheckedHost(string Name, IReadOnlyList<CheckedAddress> Addresses)
{
    /// <summary>What DANE came to there, in the words of <see cref="OtherEyes"/>; <c>differs</c> where records are not met.</summary>
    public string Verdict
    {
        get
        {
            if (Addresses.Count == 0) return OtherEyes.NoHost;
            var dane = Addresses[0].Stage("dane");
            if (dane.Words?.Contains("look-up", StringComparison.Ordinal) is true) return OtherEyes.LookUpFailed;
            if (Addresses[0].Stage("handshake").Mark != "pass") return OtherEyes.NoTls;
            return dane.Mark switch
            {
                "pass" => OtherEyes.Proven,
                "fail" => OtherEyes.Differs,
                _ => OtherEyes.NotProven,
            };
        }
    }
}
