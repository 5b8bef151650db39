namespace Lana.Modules;

/// <summary>A block without weights: it is its own inference form.</summary>
internal abstract class StatelessBlock : Block
{
    public sealed override Block Fuse() => this;
}
