using Gatepost.Messages;

namespace Gatepost.Tests.Reporting;

public class TlsDemandsTests
{
    private const TlsProofs Tls = TlsProofs.Tls | TlsProofs.Strong;
    private const TlsProofs Chain = Tls | TlsProofs.TrustedChain;

    [Theory]
    [InlineData(TlsProofs.None, "none may dane")]
    [InlineData(TlsProofs.Tls, "none may encrypt dane")]
    [InlineData(TlsProofs.Tls | TlsProofs.TrustedChain | TlsProofs.VerifyName | TlsProofs.Pin, "none may encrypt dane")]
    [InlineData(Tls, "none may encrypt dane")]
    [InlineData(Chain, "none may encrypt dane")]
    [InlineData(Tls | TlsProofs.Pin, "none may encrypt fingerprint dane")]
    [InlineData(Chain | TlsProofs.VerifyName, "none may encrypt dane verify")]
    [InlineData(Chain | TlsProofs.VerifyName | TlsProofs.Sts, "none may encrypt dane verify")]
    [InlineData(Chain | TlsProofs.VerifyName | TlsProofs.SecureName, "none may encrypt dane verify secure")]
    [InlineData(Tls | TlsProofs.Dane, "none may encrypt dane dane-only")]
    [InlineData(Chain | TlsProofs.VerifyName | TlsProofs.DaneFailed, "none may encrypt verify")]
    [InlineData(TlsProofs.DaneFailed, "none may")]
    public void Each_level_takes_whom_it_should(TlsProofs proofs, string levels) =>
        Assert.Equal(levels, string.Join(' ', Enum.GetValues<TlsLevel>().Where(level => level.IsMetBy(proofs)).Select(level => level.Word())));

    [Theory]
    [InlineData(TlsLevel.May, TlsProofs.None, TlsReason.NotOffered, TlsReason.None)]
    [InlineData(TlsLevel.Encrypt, TlsProofs.None, TlsReason.NotOffered, TlsReason.NotOffered)]
    [InlineData(TlsLevel.Encrypt, TlsProofs.None, TlsReason.None, TlsReason.Other)]
    [InlineData(TlsLevel.Verify, TlsProofs.None, TlsReason.Refused, TlsReason.Refused)]
    [InlineData(TlsLevel.Verify, Tls, TlsReason.Expired, TlsReason.Expired)]
    [InlineData(TlsLevel.Verify, Chain, TlsReason.OtherName, TlsReason.OtherName)]
    [InlineData(TlsLevel.Verify, Chain, TlsReason.OtherKey, TlsReason.OtherName)]
    [InlineData(TlsLevel.Verify, TlsProofs.Tls | TlsProofs.TrustedChain | TlsProofs.VerifyName, TlsReason.None, TlsReason.WeakTls)]
    [InlineData(TlsLevel.Secure, Chain | TlsProofs.VerifyName, TlsReason.None, TlsReason.NoKnownName)]
    [InlineData(TlsLevel.Secure, Tls, TlsReason.SelfSigned, TlsReason.SelfSigned)]
    [InlineData(TlsLevel.DaneOnly, Chain | TlsProofs.VerifyName, TlsReason.None, TlsReason.NoDane)]
    [InlineData(TlsLevel.DaneOnly, Tls | TlsProofs.DaneFailed, TlsReason.None, TlsReason.DaneMismatch)]
    [InlineData(TlsLevel.Dane, Tls | TlsProofs.DaneFailed, TlsReason.DaneUnavailable, TlsReason.DaneUnavailable)]
    [InlineData(TlsLevel.Dane, TlsProofs.DaneFailed, TlsReason.NotOffered, TlsReason.NotOffered)]
    [InlineData(TlsLevel.Fingerprint, Chain | TlsProofs.VerifyName, TlsReason.None, TlsReason.NoPin)]
    [InlineData(TlsLevel.Fingerprint, Chain, TlsReason.OtherKey, TlsReason.OtherKey)]
    public void And_says_why_not(TlsLevel level, TlsProofs proofs, TlsReason reason, TlsReason why) =>
        Assert.Equal(why, level.WhyNot(proofs, reason));

    [Fact]
    public void Whom_a_level_takes_needs_no_reason_and_whom_it_does_not_has_one()
    {
        foreach (var level in Enum.GetValues<TlsLevel>())
        {
            for (var proofs = 0; proofs < 512; proofs++)
            {
                var why = level.WhyNot((TlsProofs)proofs, TlsReason.None);
                Assert.Equal(level.IsMetBy((TlsProofs)proofs), why is TlsReason.None);
            }
        }
    }

    [Fact]
    public void Each_reason_has_words_of_its_own_that_are_read_back()
    {
        Assert.Equal(Enum.GetValues<TlsReason>(), TlsReasons.All.Order());
        Assert.Equal(TlsReasons.All.Count, TlsReasons.All.Select(TlsReasons.Word).Distinct().Count());
        Assert.Equal(TlsReasons.All.Count, TlsReasons.All.Select(TlsReasons.Plain).Distinct().Count());
        Assert.All(TlsReasons.All, reason => Assert.True(TlsReasons.TryParse(reason.Word(), out var read) && read == reason));
        Assert.False(TlsReasons.TryParse("nonsense", out _));
        Assert.Equal(("99", "another reason"), (((TlsReason)99).Word(), ((TlsReason)99).Plain()));
    }
}
