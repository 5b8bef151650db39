using Lana.Networks;

namespace Lana.Training;

/// <summary>The teacher with the norms of its layers folded into their convolutions: quicker where it only
/// runs.</summary>
internal sealed class FusedTeacher(Network teacher) : IDisposable
{
    public Network Network { get; } = teacher.With(
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
