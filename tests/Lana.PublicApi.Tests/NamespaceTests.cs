using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace Lana;

public sealed partial class NamespaceTests
{
    private const string DependencyInjection = "Microsoft.Extensions.DependencyInjection";

    public static TheoryData<string> Assemblies => ["Lana.Core", "Lana.Distillation", "Lana.Latency", "Lana.Search"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_OfAnAssembly_FormNoCycle(string assembly)
    {
        var architecture = new ArchLoader().LoadAssemblies(System.Reflection.Assembly.Load(assembly)).Build();

        SliceRuleDefinition.Slices().Matching("Lana.(**)").Should().BeFreeOfCycles().Check(architecture);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_OfSourceFiles_AreTheirFolders(string assembly)
    {
        var root = Path.Combine(Repository.Root, "src", assembly);
        var strays =
            from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let actual = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
            let folder = Path.GetDirectoryName(Path.GetRelativePath(root, file))!
            let expected = string.Join('.', ["Lana", .. folder.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)])
            where actual != expected && actual != DependencyInjection
            select $"{Path.GetRelativePath(root, file)}: {actual} instead of {expected}";

        Assert.Empty(strays);
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
