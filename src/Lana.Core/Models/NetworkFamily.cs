namespace Lana.Models;

/// <summary>The properties that the networks of one table share.</summary>
internal sealed record NetworkFamily(string Title, string Source)
{
    public int Classes { get; init; } = 1000;

    public int StemStride { get; init; } = 2;
}
