using System.Reflection;
using Lana.Candidates;
using Lana.Measurement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana;

/// <summary>Every option of a service can be set through the container.</summary>
public sealed class ContainerOptionsTests
{
    // Options that are arguments of a call or properties of other options, not of a service.
    private static readonly HashSet<string> Arguments =
    [
        "AccelerationReportOptions", "FrontierOptions", "ImageArrayOptions", "ImageFolderOptions", "NetworkOptions",
        "OnnxImportOptions", "RefinementOptions", "ShardingOptions", "StageOptions", "TrialSearchOptions", "WeightLoadOptions",
    ];

    private static readonly string[] Assemblies = ["Lana.Core", "Lana.Distillation", "Lana.Latency", "Lana.Search"];

    private static IEnumerable<Type> Exported => Assemblies.SelectMany(name => Assembly.Load(name).GetExportedTypes());

    private static IEnumerable<(MethodInfo Verb, ParameterInfo Parameter, Type Options)> Verbs =>
        from type in Exported
        where type is { IsAbstract: true, IsSealed: true }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(ILanaBuilder)
        from parameter in method.GetParameters()
        where parameter.ParameterType is { IsGenericType: true } action
            && action.GetGenericTypeDefinition() == typeof(Action<>)
            && action.GetGenericArguments()[0] != typeof(SearchSpaceBuilder)
        select (method, parameter, parameter.ParameterType.GetGenericArguments()[0]);

    public static TheoryData<string, string> Properties => new(
        from verb in Verbs
        from property in verb.Options.GetProperties()
        where property.SetMethod is { IsPublic: true }
        select ($"{verb.Verb.Name}.{verb.Options.Name}", property.Name));

    [Fact]
    public void Options_OfEveryService_HaveAVerb()
    {
        var reachable = Verbs.Select(verb => verb.Options.Name).ToHashSet();

        var others = Exported
            .Where(type => type is { IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => !reachable.Contains(type.Name) && !Arguments.Contains(type.Name))
            .Select(type => type.FullName);

        Assert.Empty(others);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_SetThroughItsVerb_IsResolved(string options, string property)
    {
        var (verb, parameter, type) = Verbs.Single(verb => $"{verb.Verb.Name}.{verb.Options.Name}" == options);
        var info = type.GetProperty(property)!;
        var changed = OtherValue.Of(info.GetValue(Activator.CreateInstance(type)), info.PropertyType);

        var resolved = Resolve(verb, parameter, type, instance =>
        {
            info.SetValue(instance, changed);
            if (instance is OnnxRuntimeLatencyOptions { SessionOptionsFactory: not null } latency)
            {
                // The validator asks for the name of the provider that the sessions run on.
                latency.Provider = "cuda";
            }
        });

        Assert.Equal(changed, info.GetValue(resolved));
    }

    private static object Resolve(MethodInfo verb, ParameterInfo parameter, Type type, Action<object> configure)
    {
        var services = new ServiceCollection();
        Action<object> action = configure;
        var typed = Delegate.CreateDelegate(parameter.ParameterType, action.Target, action.Method);
        var arguments = new object?[verb.GetParameters().Length];
        (arguments[0], arguments[parameter.Position]) = (services.AddLana(), typed);
        verb.Invoke(null, arguments);
        using var provider = services.BuildServiceProvider();
        var accessor = provider.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
        return accessor.GetType().GetProperty("Value")!.GetValue(accessor)!;
    }
}
