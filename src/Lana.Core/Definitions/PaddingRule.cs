namespace Lana.Definitions;

/// <summary>The rules of <see cref="Padding"/>.</summary>
internal enum PaddingRule
{
    Symmetric,
    Same,
    None,
    Explicit,
}
