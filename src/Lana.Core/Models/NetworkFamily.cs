namespace Lana.Models;

/// <summary>What the networks of one table have in common.</summary>
internal sealed record NetworkFamily(string Title, string Source)
{
    public int Classes { get; init; } = 1000;

    public int StemStride { get; init; } = 2;
}
