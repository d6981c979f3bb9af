using System.Text;
using CsCheck;

namespace Gatepost.Tests.Inbound;

/// <summary>What holds for any octets, cut anywhere.</summary>
public class SessionProperties
{
    private static readonly string[] Pieces =
    [
        "EHLO client.example\r\n", "HELO c\r\n", "MAIL FROM:<a@client.example>\r\n", "MAIL FROM:<> SIZE=10 BODY=8BITMIME\r\n",
        "RCPT TO:<user@ours.example>\r\n", "RCPT TO:<x@foreign.example>\r\n", "DATA\r\n",
        "Subject: x\r\n\r\nhi\r\n.\r\n", ".\r\n",
        "BDAT 5\r\nab\r\nc", "BDAT 0 LAST\r\n", "BDAT 6 LAST\r\nQUIT\r\n", "BDAT 3 LAST\r\n", "RSET\r\n", "NOOP\r\n",
        "VRFY x\r\n", "\r\n", "\n", "\r",
        "\0", "AUTH PLAIN\r\n", "FOO bar\r\n", "GET / HTTP/1.1\r\n", "..\r\n", "MAIL FROM:<\r\n", "xyz", " ", "QUIT\r\n",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(static index => Pieces[index]);

    private static readonly Gen<(string Said, int[] Cuts)> Talk =
        Gen.Select(Piece.Array[1, 24], Gen.Int[1, 9].Array[1, 12], static (pieces, cuts) => (string.Concat(pieces), cuts));

    [Fact]
    [Trait("Statement", "SMTP-08")]
    public Task What_a_session_answers_does_not_depend_on_how_the_octets_are_cut() => Talk.SampleAsync(
        async talk =>
        {
            var whole = await PlayAsync(talk.Said, [int.MaxValue]);
            // Octets behind a refused DATA in one read end the session (they can only be content that nobody asked for), so the
            // whole may end earlier than the parts: but what it said until then is the same.
            var cut = await PlayAsync(talk.Said, talk.Cuts);
            Assert.True(cut.StartsWith(whole, StringComparison.Ordinal) || whole.StartsWith(cut, StringComparison.Ordinal),
                $"said {talk.Said}\nwhole: {whole}\ncut: {cut}");
            if (!talk.Said.Contains("DATA", StringComparison.Ordinal)) Assert.Equal(whole, cut);
        },
        iter: 300, threads: 1);

    [Fact]
    public Task No_octets_make_a_session_fail_inside() => Gen.Byte.Array[0, 400].SampleAsync(
        async octets =>
        {
            await using var gate = new TestGate();
            await using (var client = gate.Connect())
            {
                await client.SendAsync(octets);
                await client.EndAsync();
            }

            Assert.DoesNotContain(gate.Log.All, static line => line.Text.Contains("fault inside", StringComparison.Ordinal));
            Assert.Empty(gate.Spool.Messages);
        },
        iter: 300, threads: 1);

    private static async Task<string> PlayAsync(string said, int[] cuts)
    {
        await using var gate = new TestGate();
        await using var client = gate.Connect();
        var octets = Encoding.ASCII.GetBytes(said);
        for (int at = 0, cut = 0; at < octets.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Length], octets.Length - at);
            await client.SendAsync(octets.AsMemory(at, length));
            at += length;
        }

        await client.EndAsync();
        var answers = new StringBuilder();
        while (await client.ReadLineAsync() is { } line) answers.Append(line).Append('\n');
        Assert.DoesNotContain(gate.Log.All, static line => line.Text.Contains("fault inside", StringComparison.Ordinal));
        Assert.Equal(0, gate.Spool.OpenContents);
        return answers.ToString();
    }
}
