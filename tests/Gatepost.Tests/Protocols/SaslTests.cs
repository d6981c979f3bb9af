using System.Text;
using CsCheck;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Tests.Protocols;

public sealed class SaslTests
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static readonly ScramVerifier Verifier =
        ScramVerifier.Create("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

    private static readonly SaslUsers Users = new(static name => name == "user" ? Verifier : null, new byte[16]);

    [Fact]
    public void The_example_of_RFC_7677_is_followed_on_both_sides()
    {
        const string ClientNonce = "rOprNGfwEbeRWgbNEkqO", ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        const string Signature = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";
        var client = new ScramClient("user", "pencil", ClientNonce);
        var server = new ScramServer(Users, ServerNonce);
        Assert.Equal($"n,,n=user,r={ClientNonce}", Text(client.InitialResponse));

        var first = server.Next(client.InitialResponse);
        Assert.Equal($"r={ClientNonce}{ServerNonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", Text(first.Challenge));
        var final = client.Next(first.Challenge.Span);
        Assert.Equal($"c=biws,r={ClientNonce}{ServerNonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", Text(final));
        var proof = server.Next(final);
        Assert.Equal(Signature, Text(proof.Challenge));
        Assert.False(client.IsServerProven);
        Assert.Empty(client.Next(proof.Challenge.Span)!);
        Assert.True(client.IsServerProven);
        Assert.Equal((SaslOutcome.Succeeded, "user"), (server.Next([]).Outcome, server.Next([]).User));
    }

    [Theory]
    [InlineData("SCRAM-SHA-256", "user", "pencil", SaslOutcome.Succeeded)]
    [InlineData("SCRAM-SHA-256", "user", "Pencil", SaslOutcome.Failed)]
    [InlineData("SCRAM-SHA-256", "nobody", "pencil", SaslOutcome.Failed)]
    [InlineData("PLAIN", "user", "pencil", SaslOutcome.Succeeded)]
    [InlineData("PLAIN", "user", "pencil ", SaslOutcome.Failed)]
    [InlineData("PLAIN", "nobody", "pencil", SaslOutcome.Failed)]
    [InlineData("LOGIN", "user", "pencil", SaslOutcome.Succeeded)]
    [InlineData("LOGIN", "user", "x", SaslOutcome.Failed)]
    [InlineData("LOGIN", "nobody", "pencil", SaslOutcome.Failed)]
    public void Both_sides_of_each_mechanism_agree(string mechanism, string user, string password, SaslOutcome outcome)
    {
        var client = SaslClients.Create([mechanism], user, password)!;
        var server = SaslServers.Create(mechanism, Users)!;
        Assert.Equal(mechanism, client.Mechanism);
        var step = Run(client, server);
        Assert.Equal((outcome, user), (step.Outcome, step.User));
    }

    [Fact]
    public void The_best_mechanism_that_is_offered_is_taken()
    {
        Assert.Equal("SCRAM-SHA-256", SaslClients.Create(["LOGIN", "PLAIN", "SCRAM-SHA-256"], "a", "b")!.Mechanism);
        Assert.Equal("PLAIN", SaslClients.Create(["LOGIN", "PLAIN"], "a", "b")!.Mechanism);
        Assert.Null(SaslClients.Create(["XOAUTH2"], "a", "b"));
        Assert.Null(SaslServers.Create("CRAM-MD5", Users));
        Assert.All(SaslServers.Mechanisms, static name => Assert.Equal(name, SaslServers.Create(name, Users)!.Mechanism));
    }

    [Fact]
    [Trait("Statement", "C2S-04")]
    public void An_unknown_name_gets_a_challenge_like_a_known_one_and_the_same_each_time()
    {
        var (first, second) = (ChallengeFor("nobody"), ChallengeFor("nobody"));
        Assert.Equal(first[1..], second[1..]); // salt and iterations; the nonce is fresh
        Assert.NotEqual(first[0], second[0]);
        Assert.NotEqual(first[1], ChallengeFor("somebody")[1]);
        Assert.Equal(ScramVerifier.SaltLength, Convert.FromBase64String(first[1][2..]).Length);
    }

    [Theory]
    [InlineData("user\0pencil")]
    [InlineData("\0user\0")]
    [InlineData("\0\0pencil")]
    [InlineData("\0user\0pencil\0")]
    [InlineData("\0\xFF\0pencil")]
    [InlineData("")]
    public void PLAIN_that_is_no_PLAIN_is_malformed(string message) =>
        Assert.Equal(SaslOutcome.Malformed, SaslServers.Create("PLAIN", Users)!.Next(Octets.Of(message)).Outcome);

    [Theory]
    [InlineData("user\0user\0pencil", SaslOutcome.Succeeded)]
    [InlineData("boss\0user\0pencil", SaslOutcome.Failed)]
    public void Nobody_acts_for_another(string message, SaslOutcome outcome) =>
        Assert.Equal(outcome, SaslServers.Create("PLAIN", Users)!.Next(Octets.Of(message)).Outcome);

    [Theory]
    [InlineData("p=tls-exporter,,n=user,r=abc", SaslOutcome.Malformed)]
    [InlineData("n,,m=x,n=user,r=abc", SaslOutcome.Malformed)]
    [InlineData("n,,n=,r=abc", SaslOutcome.Malformed)]
    [InlineData("n,,n=us=er,r=abc", SaslOutcome.Malformed)]
    [InlineData("n,,n=us=2", SaslOutcome.Malformed)]
    [InlineData("n,,n=user,r=", SaslOutcome.Malformed)]
    [InlineData("n,,n=us\ner,r=abc", SaslOutcome.Malformed)]
    [InlineData("n,a=boss,n=user,r=abc", SaslOutcome.Failed)]
    [InlineData("n,a=user,n=user,r=abc", SaslOutcome.Challenge)]
    [InlineData("y,,n=user,r=abc", SaslOutcome.Challenge)]
    [InlineData("n,,n=a=2Cb=3Dc,r=abc,ext=1", SaslOutcome.Challenge)]
    public void The_first_message_of_SCRAM_is_judged(string message, SaslOutcome outcome) =>
        Assert.Equal(outcome, SaslServers.Create("SCRAM-SHA-256", Users)!.Next(Octets.Of(message)).Outcome);

    [Fact]
    public void A_proof_for_another_nonce_or_header_fails()
    {
        var (client, server) = (new ScramClient("user", "pencil", "abc"), new ScramServer(Users, "def"));
        var final = Text(client.Next(server.Next(client.InitialResponse).Challenge.Span));
        var otherNonce = final.Replace("r=abcdef", "r=abcxyz", StringComparison.Ordinal);
        Assert.Equal(SaslOutcome.Failed, server.Next(Octets.Of(otherNonce)).Outcome);

        server = new ScramServer(Users, "def");
        server.Next(client.InitialResponse);
        Assert.Equal(SaslOutcome.Failed, server.Next(Octets.Of(final.Replace("c=biws", "c=eSws",
            StringComparison.Ordinal))).Outcome);
    }

    [Theory]
    [InlineData("r=evil,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=abc,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1")]
    [InlineData("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("r=abcdef,s=,i=4096")]
    [InlineData("m=ext,r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("")]
    public void A_server_that_does_not_keep_to_SCRAM_gets_no_proof(string challenge) =>
        Assert.Null(new ScramClient("user", "pencil", "abc").Next(Octets.Of(challenge)));

    [Fact]
    public void A_server_that_does_not_know_the_password_is_not_believed()
    {
        var client = new ScramClient("user", "pencil", "abc");
        client.Next("r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"u8);
        Assert.Null(client.Next("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="u8));
        Assert.False(client.IsServerProven);
    }

    [Fact]
    public void A_verifier_is_read_back_from_its_text_and_shows_nothing_else()
    {
        var verifier = ScramVerifier.Create("secret", 4096);
        Assert.True(ScramVerifier.TryParse(verifier.Encode(), out var read));
        Assert.True(read.Verify("secret"));
        Assert.False(read.Verify("Secret"));
        Assert.DoesNotContain(Convert.ToBase64String(verifier.StoredKey), $"{verifier}", StringComparison.Ordinal);
        Assert.NotEqual(verifier.Encode(), ScramVerifier.Create("secret", 4096).Encode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("SCRAM-SHA-1$4096:c2FsdA==$AAAA:AAAA")]
    [InlineData("SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA")]
    [InlineData("SCRAM-SHA-256$1:c2FsdA==$" + Key + ":" + Key)]
    [InlineData("SCRAM-SHA-256$4096:$" + Key + ":" + Key)]
    [InlineData("SCRAM-SHA-256$4096:c2FsdA==$" + Key + ":" + Key + ":")]
    public void What_is_no_verifier_is_refused(string text) => Assert.False(ScramVerifier.TryParse(text, out _));

    [Fact]
    public void Responses_of_any_octets_are_answered_and_never_let_anybody_in() =>
        Gen.Select(Gen.OneOf(Gen.Const("PLAIN"), Gen.Const("LOGIN"), Gen.Const("SCRAM-SHA-256")), Gen.Byte.Array[0, 30].Array[0,
            4])
            .Sample(static (mechanism, responses) =>
            {
                var server = SaslServers.Create(mechanism, new SaslUsers(static _ => null, new byte[16]))!;
                foreach (var response in responses) Assert.NotEqual(SaslOutcome.Succeeded, server.Next(response).Outcome);
            }, iter: 50);

    private static SaslStep Run(ISaslClient client, ISaslServer server)
    {
        var step = server.Next(client.InitialResponse);
        while (step.Outcome is SaslOutcome.Challenge)
        {
            var response = client.Next(step.Challenge.Span);
            Assert.NotNull(response);
            step = server.Next(response);
        }

        return step;
    }

    private static string[] ChallengeFor(string name) =>
        Text(SaslServers.Create("SCRAM-SHA-256", Users)!.Next(Octets.Of($"n,,n={name},r=abc")).Challenge).Split(',');

    private static string Text(ReadOnlyMemory<byte> octets) => Encoding.UTF8.GetString(octets.Span);
}
