using Lana.Models;
using Lana.Networks;

namespace Samples;

/// <summary>A network by its name on the command line.</summary>
internal static class NamedNetwork
{
    /// <summary>The name of the Quickstart's teacher, which is in no registry.</summary>
    public const string Quickstart = "quickstart";

    /// <summary>Defines a registered network at a resolution, or the Quickstart's teacher at its own.</summary>
    public static NetworkDefinition Define(string name, int resolution) => name == Quickstart
        ? Teacher.Define(Teacher.Phi, "teacher")
        : ModelRegistry.Define(name, new NetworkOptions { Resolution = resolution });
}
