namespace Gatepost.Checks.ClientAccess;

/// <summary>How a server greets.</summary>
/// <param name="IsWelcome">It is ready.</param>
/// <param name="IsLoggedIn">It takes us for logged in already (PREAUTH of IMAP).</param>
/// <param name="Text">Its words, as they came.</param>
internal sealed record AccessGreeting(bool IsWelcome, bool IsLoggedIn, string Text);
