using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;

namespace Gatepost.Checks.Reports;

/// <summary>Reads the stages off what was seen at one address.</summary>
internal sealed class StageMarks(HostSurvey host, AddressSurvey address)
{
    private readonly DialRecord _call = address.Call;

    /// <summary>The policy of MTA-STS that is in force, or null.</summary>
    public StsPolicy? Policy { get; init; }

    public IReadOnlyList<StageReport> All =>
    [
        new(CheckStage.Dns, StageMark.Pass, host.Host.Security is DnsSecurity.Secure ? "proven" : "not proven"),
        Connect(), Greeting(), StartTls(), Handshake(), Certificate(), Dane(), MtaSts(), Hello(),
    ];

    private StageReport Connect()
    {
        if (_call.Greeting is not null) return new(CheckStage.Connect, StageMark.Pass);
        if (address.IsOutOfOurReach) return new(CheckStage.Connect, StageMark.None, "this machine has no way there");
        return address.Failure is { Stage: ConversationStage.Connect } failure
            ? new(CheckStage.Connect, StageMark.Fail, failure.Describe())
            : new(CheckStage.Connect, address.Failure is { Stage: ConversationStage.Greeting } ? StageMark.Pass : StageMark.None);
    }

    private StageReport Greeting() => (_call.Greeting, address.Failure) switch
    {
        ({ IsPositive: true }, _) => new(CheckStage.Greeting, StageMark.Pass),
        (_, { Stage: ConversationStage.Greeting } failure) => new(CheckStage.Greeting, StageMark.Fail, failure.Describe()),
        _ => new(CheckStage.Greeting, StageMark.None),
    };

    private StageReport StartTls()
    {
        if (!address.Answered) return new(CheckStage.StartTls, StageMark.None);
        if (_call is { ClearOffer: null, Judgement: not null }) return new(CheckStage.StartTls, StageMark.None, "implicit TLS");
        if (!address.OffersStartTls) return new(CheckStage.StartTls, StageMark.Fail, "not offered");
        if (_call.StartTls is { IsPositive: true }) return new(CheckStage.StartTls, StageMark.Pass);
        return address.Failure is { Stage: ConversationStage.StartTls } failure
            ? new(CheckStage.StartTls, StageMark.Fail, failure.Describe())
            : new(CheckStage.StartTls, StageMark.None);
    }

    private StageReport Handshake()
    {
        if (_call.Judgement is { Stream: not null } judgement)
        {
            var words = $"{judgement.Facts.Protocol}, {judgement.Facts.CipherSuite}";
            var isSecond = address.FirstHandshake is not null;
            return new(CheckStage.Handshake, StageMark.Pass, isSecond ? $"{words}, at a second call with every cipher" : words);
        }

        return address.Failure is { Stage: ConversationStage.Handshake } failure
            ? new(CheckStage.Handshake, StageMark.Fail, failure.Describe())
            : new(CheckStage.Handshake, StageMark.None);
    }

    private StageReport Certificate()
    {
        if (_call.Certificate is not { } certificate) return new(CheckStage.Certificate, StageMark.None);
        var problem = certificate.ChainProblem?.Words
            ?? (certificate.Names.Match(host.Host.Name) ? null : $"it is not for {host.Host.Name}");
        return problem is null
            ? new(CheckStage.Certificate, StageMark.Pass, certificate.Anchor)
            : new(CheckStage.Certificate, host.Demand.MustVerifyName ? StageMark.Fail : StageMark.Warn, problem);
    }

    private StageReport Dane()
    {
        if (host.Tlsa is { IsError: true }) return new(CheckStage.Dane, StageMark.Fail, "the look-up of TLSA failed");
        if (host.Demand.Dane is not { } dane) return new(CheckStage.Dane, StageMark.None);
        if (dane.Records.Count == 0) return new(CheckStage.Dane, StageMark.Warn, "no TLSA record is usable");
        if (_call.Certificate is not { } certificate) return new(CheckStage.Dane, StageMark.None);
        var proof = DaneVerifier.Prove(certificate, dane);
        return proof.Holds
            ? new(CheckStage.Dane, StageMark.Pass, proof.VouchedBy)
            : new(CheckStage.Dane, dane.IsEnforced ? StageMark.Fail : StageMark.Warn, proof.Problem?.Words);
    }

    private StageReport MtaSts()
    {
        if (Policy is { Mode: StsMode.Enforce } policy && !policy.Matches(host.Host.Name))
            return new(CheckStage.MtaSts, StageMark.Fail, "the policy does not name the host");
        if (!host.Demand.IsVouchedBySts) return new(CheckStage.MtaSts, StageMark.None);
        if (_call.Certificate is not { } certificate) return new(CheckStage.MtaSts, StageMark.None);
        var holds = certificate.ChainProblem is null && certificate.Names.Match(host.Host.Name);
        return new(CheckStage.MtaSts, holds ? StageMark.Pass : StageMark.Fail);
    }

    private StageReport Hello()
    {
        if (_call.TlsOffer is not null) return new(CheckStage.Hello, StageMark.Pass);
        return address.Failure is { Stage: ConversationStage.Hello } failure
            ? new(CheckStage.Hello, StageMark.Fail, failure.Describe())
            : new(CheckStage.Hello, StageMark.None);
    }
}
