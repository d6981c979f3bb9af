namespace Gatepost.Configuration.Reading;

/// <summary>What reading one option needs to know.</summary>
/// <param name="Problems">Where to tell what is wrong.</param>
/// <param name="Folder">The folder of the file: relative paths start there.</param>
/// <param name="Option">The option's full name, as problems show it.</param>
internal sealed record ReadingScope(ProblemLog Problems, string Folder, string Option);
