namespace Lana.Training;

/// <summary>A view of the teacher whose layers have their norms folded into their convolutions, which makes inference
/// faster.</summary>
/// <remarks>Not cached: a cached view would silently be wrong after the teacher's weights change.</remarks>
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
