namespace Gatepost.Tests.Dns;

/// <summary>What a <see cref="ZoneServer"/> does otherwise than a validating resolver.</summary>
internal sealed record ZoneConduct
{
    /// <summary>Answers with the alias, and leaves it to the client to follow.</summary>
    public bool StopsAtAliases { get; init; }

    /// <summary>Never says that an answer is proven, and gives what is forged.</summary>
    public bool DoesNotValidate { get; init; }

    /// <summary>Marks what is proven, and gives what is forged without the mark (unbound's val-permissive-mode).</summary>
    public bool IsPermissive { get; init; }

    /// <summary>Says of everything that it is proven.</summary>
    public bool IsBlind { get; init; }

    /// <summary>Answers nothing.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Fails without saying why.</summary>
    public bool HasNoExtendedErrors { get; init; }

    /// <summary>Over UDP it gives at most this many answers, and says that they are not all.</summary>
    public int MostAnswersOverUdp { get; init; } = int.MaxValue;

    /// <summary>Nobody listens on TCP.</summary>
    public bool HasNoTcp { get; init; }

    /// <summary>Sent before the answer over UDP; given the answer, makes something else of it.</summary>
    public Func<byte[], byte[]>? SendsBefore { get; init; }

    /// <summary>Sent instead of the answer.</summary>
    public Func<byte[], byte[]>? SendsInstead { get; init; }
}
