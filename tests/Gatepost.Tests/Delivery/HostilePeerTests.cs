using Gatepost.Messages;

namespace Gatepost.Tests.Delivery;

/// <summary>Servers that do harm to whoever brings them mail: each ends in bounds, and the message is kept for later.</summary>
public sealed class HostilePeerTests
{
    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_reply_of_lines_without_end_is_cut_off_and_the_message_waits(string verb) =>
        await EndsAsync(verb, "250-more and more of it\r\n");

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_line_without_end_is_cut_off_and_the_message_waits(string verb) =>
        await EndsAsync(verb, new string('x', 1000));

    [Theory]
    [InlineData(3000, 1)]
    [InlineData(200, 4)]
    public async Task A_certificate_with_thousands_of_names_or_50_KiB_of_them_is_judged_and_breaks_nothing(int count, int labels)
    {
        var names = Enumerable.Range(0, count)
            .Select(n => string.Concat(Enumerable.Repeat($"{new string('a', 60)}.", labels)) + $"n{n}.test").Append("mx.lighthouse.test");
        var certificate = TestCertificates.Leaf(TestCertificates.Ca, [.. names]);
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = certificate });
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.Encrypt));

        // OpenSSL reads no certificate of more than 100 KiB; what it reads is judged and taken.
        var expected = certificate.RawData.Length < 100_000 ? Disposition.Delivered : Disposition.Deferred;
        Assert.Equal(expected, Assert.Single(outcome.Recipients).Disposition);
        Assert.InRange(outcome.Recipients[0].Reply.ToString().Length, 1, 4096);
    }

    private static async Task EndsAsync(string verb, string piece)
    {
        var sent = 0L;
        var script = new PeerScript { Offer = [.. PeerScript.AllExtensions.Where(static word => word != "PIPELINING")] };
        script.On[verb] = async (session, _) =>
        {
            await session.PutAsync("250-");
            for (; sent < 64 * 1024 * 1024; sent += piece.Length) await session.PutAsync(piece);
            return PeerScript.Close;
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(Disposition.Deferred, Assert.Single(outcome.Recipients).Disposition);
        Assert.Contains("too long", outcome.Recipients[0].Reply.Text, StringComparison.Ordinal);
        Assert.Empty(peer.Stored);
        Assert.InRange(sent, 0, (64 * 1024 * 1024) - 1);
    }
}
