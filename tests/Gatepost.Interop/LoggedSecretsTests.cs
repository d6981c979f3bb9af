using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>The search that every lab makes of its logs at its end does find what it looks for.</summary>
public sealed class LoggedSecretsTests
{
    [Theory]
    [InlineData("alice said Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ== to AUTH LOGIN")]
    [InlineData("AUTH PLAIN AGFsaWNlQGluc2lkZS50ZXN0AGNvcnJlY3QgaG9yc2UgYmF0dGVyeSBzdGFwbGU=")]
    [InlineData("wrong password: correct horse battery staple")]
    [InlineData("key")]
    public void A_secret_in_a_log_of_a_lab_is_found(string line)
    {
        using var lab = new LabFolder();
        using var authority = new LabAuthority(lab);
        var key = File.ReadAllLines(authority.Issue("own", "mx.gate.test").KeyFile)[1];
        var log = lab.Write("gatepost-1/gatepost.log", "info nothing\n");
        Assert.Equal((0, 1), (LoggedSecrets.In(lab.Path).Found.Count, LoggedSecrets.In(lab.Path).Logs));

        File.WriteAllText(log, line == "key" ? $"cannot read {key}" : line);

        Assert.Single(LoggedSecrets.In(lab.Path).Found);
        File.Delete(log);
    }
}
