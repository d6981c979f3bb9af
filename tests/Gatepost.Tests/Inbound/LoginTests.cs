using System.Text;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Tests.Inbound;

[Trait("Statement", "SMTP-12")]
public class LoginTests
{
    [Theory]
    [InlineData("alice", "secret", 235)]
    [InlineData("alice", "wrong", 535)]
    [InlineData("nobody", "secret", 535)]
    public async Task SCRAM_lets_in_whoever_knows_the_password(string user, string password, int code)
    {
        await using var gate = new TestGate();
        await using var client = await ConnectAsync(gate);
        var scram = SaslClients.Create(["SCRAM-SHA-256"], user, password)!;
        var reply = await client.AskAsync($"AUTH SCRAM-SHA-256 {Base64(scram.InitialResponse)}");
        while (reply.Code == 334) reply = await client.AskAsync(Base64(scram.Next(Convert.FromBase64String(reply.Text))));
        Assert.Equal(code, reply.Code);
    }

    [Fact]
    [Trait("Statement", "C2S-04")]
    public async Task A_name_that_nobody_bears_gets_the_same_challenge_each_time()
    {
        await using var gate = new TestGate();
        var challenges = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var client = await ConnectAsync(gate);
            var reply = await client.AskAsync($"AUTH SCRAM-SHA-256 {Base64(Encoding.ASCII.GetBytes("n,,n=nobody,r=abc"))}");
            Assert.Equal(334, reply.Code);
            var challenge = Encoding.ASCII.GetString(Convert.FromBase64String(reply.Text));
            challenges.Add(challenge[challenge.IndexOf(",s=", StringComparison.Ordinal)..]);
        }

        Assert.Equal(challenges[0], challenges[1]);
    }

    [Fact]
    public async Task Whoever_failed_waits_before_the_next_password_is_looked_at()
    {
        await using var gate = new TestGate();
        await using (var guesser = await ConnectAsync(gate)) Assert.Equal(535, (await LogInAsync(guesser, "wrong")).Code);

        await using var client = await ConnectAsync(gate);
        var login = LogInAsync(client, "secret");
        gate.Time.Advance(TimeSpan.FromSeconds(0.4));
        Assert.False(login.IsCompleted);
        gate.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(235, (await login).Code);
    }

    private static Task<Gatepost.Protocols.Smtp.SmtpReply> LogInAsync(TestClient client, string password) =>
        client.AskAsync($"AUTH PLAIN {Base64(Encoding.ASCII.GetBytes($"\0alice\0{password}"))}");

    private static async Task<TestClient> ConnectAsync(TestGate gate)
    {
        var client = gate.Connect(TestGate.Submissions);
        await client.StartTlsAsync();
        await client.ReadReplyAsync();
        await client.AskAsync("EHLO client.example");
        return client;
    }

    private static string Base64(byte[]? octets) => Convert.ToBase64String(octets ?? []);
}
