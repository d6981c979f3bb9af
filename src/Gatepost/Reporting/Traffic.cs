using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>
/// Messages of one leg, counted: carried ones by what protected them, and what became of the others. Each message counts once as
/// carried and once as failed at most; attempts do not count.
/// </summary>
public sealed record Traffic
{
    /// <summary>Nothing.</summary>
    public static readonly Traffic None = new();

    /// <summary>Carried in clear text.</summary>
    public long Clear { get; init; }

    /// <summary>Carried over TLS, nobody knows to whom.</summary>
    public long Encrypted { get; init; }

    /// <summary>Carried to a host whose certificate was verified for a name that plain DNS gave.</summary>
    public long HostVerified { get; init; }

    /// <summary>Carried to a host that MTA-STS vouched for.</summary>
    public long StsVerified { get; init; }

    /// <summary>Carried to a host that DANE vouched for.</summary>
    public long DaneVerified { get; init; }

    /// <summary>Carried to (or from) somebody proven by our own configuration.</summary>
    public long PartnerVerified { get; init; }

    /// <summary>Octets of what was carried.</summary>
    public long Octets { get; init; }

    /// <summary>Given up for other reasons than TLS: the recipient unknown, the host unreachable.</summary>
    public long Failed { get; init; }

    /// <summary>Given up because of TLS.</summary>
    public long FailedForTls { get; init; }

    /// <summary>Deferred because of TLS, neither delivered nor given up so far.</summary>
    public long WaitsForTls { get; init; }

    /// <summary>Deferred because of TLS, and delivered later.</summary>
    public long WaitedForTls { get; init; }

    /// <summary>Deferred because of TLS, and given up or dropped later.</summary>
    public long WaitedInVain { get; init; }

    /// <summary>Dropped from the queue by an operator.</summary>
    public long Dropped { get; init; }

    /// <summary>Not taken from a partner, since it did not come as agreed; each try counts.</summary>
    public long Refused { get; init; }

    /// <summary>When the last one was carried, or null.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>When the last one was carried in clear text, or null.</summary>
    public DateTimeOffset? LastInClear { get; init; }

    /// <summary>All that were carried.</summary>
    public long Messages => Clear + OverTls;

    /// <summary>Carried over TLS of whatever kind.</summary>
    public long OverTls => Encrypted + Verified;

    /// <summary>Carried to somebody who proved who it is.</summary>
    public long Verified => HostVerified + StsVerified + DaneVerified + PartnerVerified;

    /// <summary>Deferred because of TLS at least once.</summary>
    public long DelayedForTls => WaitsForTls + WaitedForTls + WaitedInVain;

    /// <summary>Nothing happened.</summary>
    public bool IsNothing() => this == None;

    /// <summary>Carried, at one assurance.</summary>
    public long Of(Assurance assurance) => assurance switch
    {
        Assurance.Clear => Clear,
        Assurance.Encrypted => Encrypted,
        Assurance.HostVerified => HostVerified,
        Assurance.StsVerified => StsVerified,
        Assurance.DaneVerified => DaneVerified,
        Assurance.PartnerVerified => PartnerVerified,
        _ => 0,
    };

    /// <summary>With a line of the roll-up added.</summary>
    public Traffic Plus(SummaryLine line) => line.Fate switch
    {
        MessageFate.Carried => Carry(line.Shown.Reached, line.Messages) with
        {
            Octets = Octets + line.Octets,
            Last = Later(Last, line.Last),
            LastInClear = line.Shown.Reached is Assurance.Clear ? Later(LastInClear, line.Last) : LastInClear,
        },
        MessageFate.Failed => this with { Failed = Failed + line.Messages },
        MessageFate.FailedForTls => this with { FailedForTls = FailedForTls + line.Messages },
        MessageFate.WaitsForTls => this with { WaitsForTls = WaitsForTls + line.Messages },
        MessageFate.WaitedForTls => this with { WaitedForTls = WaitedForTls + line.Messages },
        MessageFate.WaitedInVain => this with { WaitedInVain = WaitedInVain + line.Messages },
        MessageFate.Dropped => this with { Dropped = Dropped + line.Messages },
        MessageFate.Refused => this with { Refused = Refused + line.Messages },
        _ => this,
    };

    /// <summary>Both together.</summary>
    public Traffic Plus(Traffic other) => new()
    {
        Clear = Clear + other.Clear,
        Encrypted = Encrypted + other.Encrypted,
        HostVerified = HostVerified + other.HostVerified,
        StsVerified = StsVerified + other.StsVerified,
        DaneVerified = DaneVerified + other.DaneVerified,
        PartnerVerified = PartnerVerified + other.PartnerVerified,
        Octets = Octets + other.Octets,
        Failed = Failed + other.Failed,
        FailedForTls = FailedForTls + other.FailedForTls,
        WaitsForTls = WaitsForTls + other.WaitsForTls,
        WaitedForTls = WaitedForTls + other.WaitedForTls,
        WaitedInVain = WaitedInVain + other.WaitedInVain,
        Dropped = Dropped + other.Dropped,
        Refused = Refused + other.Refused,
        Last = Later(Last, other.Last),
        LastInClear = Later(LastInClear, other.LastInClear),
    };

    private Traffic Carry(Assurance reached, long messages) => reached switch
    {
        Assurance.Clear => this with { Clear = Clear + messages },
        Assurance.Encrypted => this with { Encrypted = Encrypted + messages },
        Assurance.HostVerified => this with { HostVerified = HostVerified + messages },
        Assurance.StsVerified => this with { StsVerified = StsVerified + messages },
        Assurance.DaneVerified => this with { DaneVerified = DaneVerified + messages },
        _ => this with { PartnerVerified = PartnerVerified + messages },
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) =>
        other is null || one > other ? one : other;
}
