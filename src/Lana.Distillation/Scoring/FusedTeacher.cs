using Lana.Networks;

namespace Lana.Scoring;

/// <summary>The teacher with the norms of its layers folded into their convolutions: quicker where it only
/// runs.</summary>
internal sealed class FusedTeacher(LayeredNetwork teacher) : IDisposable
{
    public LayeredNetwork Network { get; } = teacher.With(
        teacher.Layers.ToDictionary(layer => layer.Info.Index, layer => layer.Module.Fuse()));

    public void Dispose()
    {
        // The stem and the head are the teacher's.
        foreach (var layer in Network.Layers)
        {
            layer.Module.Dispose();
        }
    }
}
