using System.Linq.Expressions;

namespace Lana;

/// <summary>A valid value of an option that is not the one it has.</summary>
internal static class OtherValue
{
    public static object? Of(object? value, Type type) => value switch
    {
        bool flag => !flag,
        int number => number + 1,
        long number => number + 1,
        ulong number => number + 1,
        double number => number == 0.0 ? 0.25 : number / 2.0,
        string text => $"{text}-other",
        TimeSpan time => time + TimeSpan.FromSeconds(1),
        Enum item => Enum.GetValues(item.GetType()).Cast<Enum>().First(other => !other.Equals(item)),
        null when type == typeof(TimeSpan?) => TimeSpan.FromMinutes(1),
        null when type == typeof(string) => "other",
        null when type.IsAssignableTo(typeof(Delegate)) =>
            Expression.Lambda(type, Expression.Default(type.GetMethod("Invoke")!.ReturnType)).Compile(),
        null => Activator.CreateInstance(type)!,
        _ when type.Name.EndsWith("Options", StringComparison.Ordinal) => null,
        _ => throw new NotSupportedException($"There is no other value for a {type.Name}."),
    };
}
