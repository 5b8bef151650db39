using System.Reflection;

namespace Lana;

public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Lana.Core"] = [],
        ["Lana.Distillation"] = ["Lana.Core"],
        ["Lana.Latency"] = ["Lana.Core"],
        ["Lana.Search"] = ["Lana.Core", "Lana.Distillation", "Lana.Latency"],
    };

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["Lana.Core"] = ["TorchSharp", "Google.Protobuf", "JpegLibrary", "StbImageSharp", "Microsoft.Extensions"],
        ["Lana.Distillation"] = ["TorchSharp", "Microsoft.Extensions"],
        ["Lana.Latency"] = ["Microsoft.ML.OnnxRuntime", "TorchSharp", "Microsoft.Extensions"],
        ["Lana.Search"] = ["Google.OrTools", "Google.Protobuf", "OxyPlot", "TorchSharp", "Microsoft.Extensions"],
    };

    public static TheoryData<string> Assemblies => new(Arrows.Keys);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_BetweenAssemblies_PointOneWay(string assembly)
    {
        var lana = References(assembly).Where(name => name.StartsWith("Lana.", StringComparison.Ordinal));

        Assert.Empty(lana.Except(Arrows[assembly]));
    }

    // Applications choose the native libraries; a library knows the managed packages alone.
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_ToPackages_AreTheDesigned(string assembly)
    {
        var others = References(assembly)
            .Where(name => !IsIn("Lana", name))
            .Where(name => !IsIn("System", name) && name is not ("netstandard" or "mscorlib"))
            .Where(name => !Packages[assembly].Any(package => IsIn(package, name)));

        Assert.Empty(others);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicTypes_OfAnAssembly_AreSealedStaticOrAbstract(string assembly)
    {
        var open = Assembly.Load(assembly).GetExportedTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract)
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicTypes_OfAnAssembly_LiveInLanasNamespaces(string assembly)
    {
        var strays = Assembly.Load(assembly).GetExportedTypes()
            .Where(type => !IsIn("Lana", type.Namespace ?? ""))
            .Where(type => type is not { Namespace: "Microsoft.Extensions.DependencyInjection", IsAbstract: true, IsSealed: true })
            .Select(type => type.FullName);

        Assert.Empty(strays);
    }

    [Fact]
    public void PublicExceptions_OfAllAssemblies_AreLanaExceptions()
    {
        var others = Arrows.Keys
            .SelectMany(assembly => Assembly.Load(assembly).GetExportedTypes())
            .Where(type => type.IsSubclassOf(typeof(Exception)) && !type.IsAssignableTo(typeof(LanaException)))
            .Select(type => type.FullName);

        Assert.Empty(others);
        Assert.True(typeof(LanaException).IsAbstract);
    }

    private static bool IsIn(string root, string name) =>
        name == root || name.StartsWith($"{root}.", StringComparison.Ordinal);

    private static IEnumerable<string> References(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
